import type { Feed } from '../../api/situation';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { FeedMark } from './FeedMark';
import classes from './pipeline.module.css';

/** The situation in one line, and how fresh it is. */
export function PanelHead({ summary, feed }: { summary: string; feed: Feed }) {
  return (
    <header className={classes.head}>
      <h2>{summary}</h2>
      <FeedMark feed={feed} />
    </header>
  );
}

/** Says so when a list is not all there is. */
export function Shown({ shown, total }: { shown: number; total: number }) {
  const say = useSay();
  if (shown >= total) return null;
  return (
    <p className={classes.sub}>
      {say('pipeline.shown', { shown: number(shown), total: number(total) })}
    </p>
  );
}
