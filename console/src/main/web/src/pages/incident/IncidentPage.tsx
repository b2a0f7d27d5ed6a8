import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function IncidentPage() {
  const say = useSay();
  return <Empty title={say('incident.title')} />;
}
