import classes from '../../design/pages.module.css';
import { useSay } from '../../i18n';
import { People } from './People';
import { TokenList } from './TokenList';

/** Who may sign in, and which programs may call. */
export default function AccountsPage() {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus
    <div className={classes.page} tabIndex={0}>
      <header className={classes.head}>
        <h1>{say('accounts.title')}</h1>
      </header>
      <People />
      <TokenList />
    </div>
  );
}
