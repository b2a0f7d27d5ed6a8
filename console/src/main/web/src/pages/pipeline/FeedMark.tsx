import type { Feed } from '../../api/situation';
import { usePulse } from '../../api/stream';
import { age } from '../../format/number';
import { millis } from '../../format/time';
import { useLanguage, useSay } from '../../i18n';
import classes from './pipeline.module.css';

/** How old a pipeline's data are, and whether its feed is lost. */
export function FeedMark({ feed }: { feed: Feed }) {
  const say = useSay();
  const language = useLanguage();
  const pulsed = usePulse(({ pulse }) => pulse?.heard[feed.pipeline] ?? null);
  const heard = latest(feed.heardAt, pulsed);
  const old = heard && say('pipeline.heard', { age: age(Date.now() - millis(heard), language) });
  const never = say(feed.lostAfterMillis === null ? 'pipeline.quiet' : 'pipeline.neverHeard');
  const lost = feed.lost && (heard !== null || feed.lostAfterMillis === null);
  const stopped = !lost && feed.stopped.length > 0;
  return (
    <span className={classes.feed} data-lost={lost || stopped || undefined}>
      {stopped && `▲ ${say('pipeline.stopped', { types: feed.stopped.join(', ') })} · `}
      {lost ? `▲ ${say('pipeline.feedLost')}${old ? ` · ${old}` : ''}` : (old ?? never)}
    </span>
  );
}

/** The later of two moments in ISO 8601. */
function latest(a: string | null, b: string | null): string | null {
  return a !== null && b !== null ? (a > b ? a : b) : (a ?? b);
}
