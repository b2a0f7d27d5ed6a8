import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function RulesPage() {
  const say = useSay();
  return <Empty title={say('rules.title')} />;
}
