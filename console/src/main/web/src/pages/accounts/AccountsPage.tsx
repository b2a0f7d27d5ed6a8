import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function AccountsPage() {
  const say = useSay();
  return <Empty title={say('accounts.title')} />;
}
