import { clock, dateTime, type Moment, utc } from '../format/time';
import classes from './design.module.css';

/** A moment in Asia/Ho_Chi_Minh, UTC on hover. */
export function Time({ at, short = false }: { at: Moment; short?: boolean }) {
  return (
    <time className={classes.time} dateTime={new Date(at).toISOString()} title={utc(at)}>
      {short ? clock(at) : dateTime(at)}
    </time>
  );
}
