import type { Feed } from '../../api/situation';
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
