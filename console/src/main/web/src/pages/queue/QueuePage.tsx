import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function QueuePage() {
  const say = useSay();
  return <Empty title={say('queue.title')} />;
}
