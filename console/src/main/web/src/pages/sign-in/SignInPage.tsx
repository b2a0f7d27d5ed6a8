import { SegmentedControl } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import type { Session } from '../../api/types';
import { type Language, usePreferences } from '../../app/preferences';
import { Redirect } from '../../app/Redirect';
import type { Search } from '../../app/search';
import { signedIn, useSession } from '../../app/session';
import { Loading } from '../../design/states';
import { useSay } from '../../i18n';
import { PasswordForm } from './PasswordForm';
import { SetPasswordForm } from './SetPasswordForm';
import classes from './sign-in.module.css';
import { destination, displayOf, tokenOf } from './ways';

// A link works once: the page must not spend it twice, however often it is drawn.
let redeeming: Promise<Session> | null = null;

function redeem(token: string): Promise<Session> {
  redeeming ??= api.post<Session>('/session/link', { token });
  return redeeming;
}

/** Opens this browser as a wall; it stays one until the token is revoked. */
function openDisplay(secret: string): Promise<Session> {
  return api.post<Session>('/session/display', { secret });
}

/** Password, or a one-time link `/sign-in#token=…` that asks to set one. */
export default function SignInPage() {
  const say = useSay();
  const session = useSession();
  const { next } = useSearch({ strict: false }) as Search;
  const [token] = useState(() => tokenOf(window.location.hash));
  const [display] = useState(() => displayOf(window.location.hash));
  const [linkFailed, setLinkFailed] = useState(false);
  const [waiting, setWaiting] = useState(token !== null || display !== null);

  useEffect(() => {
    if (display === null) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    openDisplay(display)
      .then(signedIn, () => setLinkFailed(true))
      .finally(() => setWaiting(false));
  }, [display]);
  useEffect(() => {
    if (token === null) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    redeem(token)
      .then(signedIn, () => setLinkFailed(true))
      .finally(() => setWaiting(false));
  }, [token]);

  if (waiting || session.isPending) return <Loading />;
  if (session.data && !session.data.mustSetPassword) {
    const to = destination(display === null ? next : '/wall', session.data.user.role);
    return <Redirect to={to.path} search={to.search} />;
  }
  return (
    <main className={classes.page}>
      <section className={classes.box} aria-labelledby="sign-in-title">
        <p className={classes.brand}>{say('app.name')}</p>
        <p className={classes.tagline}>{say('signIn.tagline')}</p>
        {session.data ? (
          <SetPasswordForm session={session.data} />
        ) : (
          <PasswordForm notice={linkFailed ? say('signIn.linkUsed') : null} />
        )}
        <Languages />
      </section>
    </main>
  );
}

function Languages() {
  const say = useSay();
  const { language, set } = usePreferences();
  return (
    <SegmentedControl
      size="xs"
      mt="lg"
      aria-label={say('app.language')}
      value={language}
      onChange={(value) => set({ language: value as Language })}
      data={[
        { value: 'vi', label: 'Tiếng Việt' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
