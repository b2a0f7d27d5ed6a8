import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function LedgerPage() {
  const say = useSay();
  return <Empty title={say('ledger.title')} />;
}
