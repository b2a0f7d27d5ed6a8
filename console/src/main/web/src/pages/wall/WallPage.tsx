import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function WallPage() {
  const say = useSay();
  return <Empty title={say('wall.title')} />;
}
