import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function HealthPage() {
  const say = useSay();
  return <Empty title={say('health.title')} />;
}
