import { useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect } from 'react';
import { openStream } from '../api/stream';
import type { Session } from '../api/types';
import { Failed, Forbidden, Loading } from '../design/states';
import { useSay } from '../i18n';
import type { PageRow } from '../pages';
import { Redirect } from './Redirect';
import { Shell } from './Shell';
import type { Search } from './search';
import { includes, useSession } from './session';

/** Lets a page show only to those who may see it, with navigation around it or bare. */
export function PageFrame({ row, children }: { row: PageRow; children: ReactNode }) {
  const say = useSay();
  const session = useSession();
  const title = say(row.title);
  useEffect(() => {
    document.title = `${title} · ${say('app.name')}`;
  }, [title, say]);
  if (row.role === null) return <Suspense fallback={<Loading />}>{children}</Suspense>;
  if (session.isPending) return <Loading />;
  if (session.isError && session.data === undefined) {
    return <Failed error={session.error} retry={() => void session.refetch()} />;
  }
  if (!session.data || session.data.mustSetPassword) return <ToSignIn />;
  return (
    <SignedIn row={row} session={session.data}>
      {children}
    </SignedIn>
  );
}

function ToSignIn() {
  const { href } = useLocation();
  const search: Search = href === '/' ? {} : { next: href };
  return <Redirect to="/sign-in" search={search} />;
}

function SignedIn(props: { row: PageRow; session: Session; children: ReactNode }) {
  const { row, session, children } = props;
  const user = session.user.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another user needs another stream
  useEffect(openStream, [user]);
  const role = row.role ?? 'viewer';
  const body = includes(session.user.role, role) ? (
    <Suspense fallback={<Loading />}>{children}</Suspense>
  ) : (
    <Forbidden role={role} />
  );
  return row.bare ? body : <Shell session={session}>{body}</Shell>;
}
