import { useEffect, useState } from 'react';
import { useStreamState } from '../../api/stream';
import { age } from '../../format/number';
import { clock } from '../../format/time';
import { useLanguage, useSay } from '../../i18n';
import { MapOf } from '../../map/MapOf';
import { usePoints } from '../map/useMapData';
import { Tile } from './Tile';
import { TopStrip } from './TopStrip';
import { Urgent } from './Urgent';
import { useWall } from './useWall';
import { WallBoundary } from './WallBoundary';
import classes from './wall.module.css';

/** The province at a glance, read from five metres away; nothing on it needs a hand. */
export default function WallPage() {
  return (
    <WallBoundary>
      <WallScreen />
    </WallBoundary>
  );
}

function WallScreen() {
  const say = useSay();
  const scale = useScale();
  const { wall, answeredAt, now, lost } = useWall();
  const points = usePoints(wall?.map);
  return (
    <main className={classes.wall} data-lost={lost || undefined}>
      <h1 className="visually-hidden">{say('wall.title')}</h1>
      <TopStrip now={now} answeredAt={answeredAt} />
      <Banner lost={lost} answeredAt={answeredAt} now={now} storeAway={wall?.storeAway ?? false} />
      <section className={classes.map} aria-label={say('wall.map')}>
        <MapOf points={points} scale={scale} />
      </section>
      <section className={classes.tiles} aria-label={say('wall.tiles')}>
        {wall?.tiles.map((tile) => (
          <Tile key={tile.id} tile={tile} wall={wall} {...{ answeredAt, now, lost }} />
        ))}
        {!wall && <p className={classes.waiting}>{say('wall.waiting')}</p>}
      </section>
      <Urgent alerts={wall?.urgent ?? []} known={wall !== undefined && !wall.storeAway} />
    </main>
  );
}

/** What makes all figures doubtful, in one line over them. */
function Banner(props: { lost: boolean; answeredAt: number; now: number; storeAway: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const stream = useStreamState((state) => state.state);
  const { lost, answeredAt, now, storeAway } = props;
  const words = () => {
    if (lost && answeredAt === 0) return say('wall.noServer');
    if (lost) {
      return say('wall.lost', { since: clock(answeredAt), age: age(now - answeredAt, language) });
    }
    if (storeAway) return say('wall.storeAway');
    return stream === 'lost' ? say('wall.streamLost') : null;
  };
  const text = words();
  return (
    <p className={classes.banner} role="status" data-severe={lost || storeAway || undefined}>
      {text && `▲ ${text}`}
    </p>
  );
}

/** How much larger than on a desk the map's text is: one unit of the page's own scale. */
function useScale(): number {
  const [scale, setScale] = useState(readScale);
  useEffect(() => {
    const resized = () => setScale(readScale());
    window.addEventListener('resize', resized);
    return () => window.removeEventListener('resize', resized);
  }, []);
  return Math.round(scale * 4) / 4;
}

function readScale(): number {
  return Math.min(window.innerWidth / 1920, window.innerHeight / 1080) * 1.7;
}
