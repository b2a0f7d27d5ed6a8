import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function SignInPage() {
  const say = useSay();
  return <Empty title={say('signIn.title')} />;
}
