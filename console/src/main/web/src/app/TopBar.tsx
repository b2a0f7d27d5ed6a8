import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { usePulse, useStreamState } from '../api/stream';
import type { Session } from '../api/types';
import { Icon } from '../design/icons';
import { Time } from '../design/Time';
import { number } from '../format/number';
import { useSay } from '../i18n';
import { type Language, usePreferences } from './preferences';
import { signOut } from './session';
import classes from './shell.module.css';

/** Name, simulation mark, live state, clock, language, light or dark, who I am. */
export function TopBar({ session }: { session: Session }) {
  const say = useSay();
  const { language, scheme, set } = usePreferences();
  const other = scheme === 'dark' ? 'light' : 'dark';
  const toOther = say(other === 'light' ? 'app.toLight' : 'app.toDark');
  return (
    <header className={classes.topbar}>
      <Link to="/" className={classes.brand}>
        {say('app.name')}
      </Link>
      {session.simulation && (
        <strong className={classes.simulation} title={say('app.simulationHint')}>
          {say('app.simulation')}
        </strong>
      )}
      <span className={classes.space} />
      <LiveMark />
      <Clock />
      <SegmentedControl
        size="xs"
        aria-label={say('app.language')}
        value={language}
        onChange={(value) => set({ language: value as Language })}
        data={['vi', 'en']}
      />
      <Tooltip label={toOther}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={toOther}
          onClick={() => set({ scheme: other })}
        >
          <Icon name={scheme === 'dark' ? 'sun' : 'moon'} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.user}>
        <span className={classes.name} title={session.user.displayName}>
          {session.user.displayName}
        </span>
        <span className={classes.role}>{say(`role.${session.user.role}`)}</span>
      </span>
      <Tooltip label={say('app.signOut')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={say('app.signOut')}
          onClick={() => void signOut()}
        >
          <Icon name="leave" />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function LiveMark() {
  const say = useSay();
  const state = useStreamState((stream) => stream.state);
  const rate = usePulse((now) => now.pulse?.eventsPerSecond ?? null);
  const lost = state === 'lost';
  return (
    <span className={classes.live} data-stream={state} title={say('app.liveHint')}>
      <span role="status">{lost ? `▲ ${say('app.lost')}` : `● ${say('app.live')}`}</span>
      {!lost && rate !== null && ` · ${say('app.rate', { n: number(Math.round(rate)) })}`}
    </span>
  );
}

function Clock() {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <Time at={now} />;
}
