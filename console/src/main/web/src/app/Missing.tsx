import { Link } from '@tanstack/react-router';
import { Empty } from '../design/states';
import { useSay } from '../i18n';

export function Missing() {
  const say = useSay();
  return (
    <main>
      <Empty title={say('states.notFound')}>
        <Link to="/">{say('states.home')}</Link>
      </Empty>
    </main>
  );
}
