import { dateTime, type Moment, shortTime, utc } from '../format/time';
import classes from './design.module.css';

/**
 * A moment in Asia/Ho_Chi_Minh, UTC on hover. A short one is the clock alone today, and day and
 * minute on any other day: at three in the night yesterday's 23:08 must not look like tonight's.
 */
export function Time({ at, short = false }: { at: Moment; short?: boolean }) {
  return (
    <time className={classes.time} dateTime={new Date(at).toISOString()} title={utc(at)}>
      {short ? shortTime(at, Date.now()) : dateTime(at)}
    </time>
  );
}
