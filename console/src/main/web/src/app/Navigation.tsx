import { Link, useNavigate } from '@tanstack/react-router';
import type { Role } from '../api/types';
import { Icon } from '../design/icons';
import { useSay } from '../i18n';
import { useShortcut } from '../keyboard/registry';
import { PAGES, type PageRow } from '../pages';
import { usePreferences } from './preferences';
import { includes } from './session';
import classes from './shell.module.css';

const GROUPS = ['work', 'pipelines', 'platform'] as const;

/** The pages this role may see, from the page table. */
export function Navigation({ role, narrow }: { role: Role; narrow: boolean }) {
  const say = useSay();
  const set = usePreferences((preferences) => preferences.set);
  const mine = PAGES.filter((row) => row.group && row.role && includes(role, row.role));
  return (
    <nav className={classes.navigation} aria-label={say('app.navigation')}>
      {GROUPS.map((group) => (
        <div key={group} className={classes.group}>
          <h2 className={classes.groupTitle}>{say(`app.group.${group}`)}</h2>
          {mine
            .filter((row) => row.group === group)
            .map((row) => (
              <Entry key={row.path} row={row} />
            ))}
        </div>
      ))}
      <button
        type="button"
        className={classes.fold}
        aria-label={say(narrow ? 'app.wide' : 'app.narrow')}
        title={say(narrow ? 'app.wide' : 'app.narrow')}
        onClick={() => set({ narrow: !narrow })}
      >
        <Icon name={narrow ? 'wide' : 'narrow'} />
      </button>
    </nav>
  );
}

function Entry({ row }: { row: PageRow }) {
  const say = useSay();
  const navigate = useNavigate();
  const title = say(row.title);
  useShortcut(
    `go ${row.path}`,
    row.letter ? `g ${row.letter}` : '',
    say('keys.goto', { page: title }),
    () => void navigate({ to: row.path }),
  );
  return (
    <Link
      to={row.path}
      className={classes.entry}
      activeOptions={{ exact: row.path === '/', includeSearch: false }}
      title={title}
    >
      {row.icon && <Icon name={row.icon} />}
      <span className={classes.entryTitle}>{title}</span>
    </Link>
  );
}
