import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function MapPage() {
  const say = useSay();
  return <Empty title={say('map.title')} />;
}
