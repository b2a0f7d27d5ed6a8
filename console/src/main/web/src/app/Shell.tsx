import type { ReactNode } from 'react';
import type { Session } from '../api/types';
import { useSay } from '../i18n';
import { ShortcutSheet } from '../keyboard/ShortcutSheet';
import { Palette } from '../palette/Palette';
import { Toasts } from '../toasts/Toasts';
import { Navigation } from './Navigation';
import { usePreferences } from './preferences';
import classes from './shell.module.css';
import { TopBar } from './TopBar';

/** Navigation on the left, top bar, the page. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const say = useSay();
  const narrow = usePreferences((preferences) => preferences.narrow);
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#content">
        {say('app.toContent')}
      </a>
      <TopBar session={session} />
      <Navigation role={session.user.role} narrow={narrow} />
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      <Toasts />
      <ShortcutSheet />
      <Palette role={session.user.role} />
    </div>
  );
}
