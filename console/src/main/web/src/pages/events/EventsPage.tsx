import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function EventsPage() {
  const say = useSay();
  return <Empty title={say('events.title')} />;
}
