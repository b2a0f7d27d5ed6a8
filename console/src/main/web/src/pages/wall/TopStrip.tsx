import { useStreamState } from '../../api/stream';
import { useSession } from '../../app/session';
import { age } from '../../format/number';
import { dateTime } from '../../format/time';
import { useLanguage, useSay } from '../../i18n';
import classes from './wall.module.css';

/** Name, simulation mark, how old the page is, the clock: a clock that stands still tells of itself. */
export function TopStrip({ now, answeredAt }: { now: number; answeredAt: number }) {
  const say = useSay();
  const language = useLanguage();
  const session = useSession();
  const stream = useStreamState((state) => state.state);
  const [date, time] = dateTime(now).split(' ');
  return (
    <header className={classes.top}>
      <strong className={classes.brand}>{say('wall.name')}</strong>
      {session.data?.simulation && (
        <strong className={classes.simulation}>{say('app.simulation')}</strong>
      )}
      <span className={classes.space} />
      <span className={classes.updated} data-stream={stream}>
        {stream === 'open' ? `● ${say('wall.stream')}` : `▲ ${say('wall.streamLost')}`}
        {answeredAt > 0 &&
          ` · ${say('wall.updated', { age: age(Math.max(0, now - answeredAt), language) })}`}
      </span>
      <time className={classes.clock} dateTime={new Date(now).toISOString()}>
        <span className={classes.date}>{date}</span> {time}
      </time>
    </header>
  );
}
