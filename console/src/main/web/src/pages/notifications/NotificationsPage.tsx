import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function NotificationsPage() {
  const say = useSay();
  return <Empty title={say('notifications.title')} />;
}
