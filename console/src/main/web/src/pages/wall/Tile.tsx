import type { Wall, WallTile } from '../../api/situation';
import { age as ageText, number } from '../../format/number';
import { useLanguage, useSay, useText } from '../../i18n';
import { ageOf, type Standing, standing } from './staleness';
import { Trend } from './Trend';
import classes from './wall.module.css';

interface Props {
  tile: WallTile;
  wall: Wall;
  answeredAt: number;
  now: number;
  lost: boolean;
}

/** Name, figure, target, trend and the age of the data; grey when they cannot be believed. */
export function Tile({ tile, wall, answeredAt, now, lost }: Props) {
  const say = useSay();
  const text = useText();
  const language = useLanguage();
  const elapsed = ageOf(tile, wall, answeredAt, now);
  const stands = standing(tile, elapsed, lost);
  const old = elapsed === null ? null : say('wall.age', { age: ageText(elapsed, language) });
  const short = tile.target !== null && tile.value !== null && tile.value < tile.target;
  return (
    <article
      className={classes.tile}
      data-tile={tile.id}
      data-standing={stands}
      data-short={(short && stands === 'fresh') || undefined}
    >
      <h2>{text(tile.label)}</h2>
      <p className={classes.figure}>
        {tile.value === null ? '—' : number(tile.value, tile.value % 1 === 0 ? 0 : 1)}
        {tile.target !== null && (
          <span className={classes.target}>{say('wall.of', { target: number(tile.target) })}</span>
        )}
      </p>
      <Trend values={tile.trend} label={say('wall.trend')} />
      <p className={classes.age}>
        {stands === 'fresh' && tile.stopped.length > 0 && (
          <strong>▲ {say('wall.stopped', { types: tile.stopped.join(', ') })} · </strong>
        )}
        {line(stands, old, say)}
      </p>
    </article>
  );
}

function line(stands: Standing, old: string | null, say: ReturnType<typeof useSay>): string {
  switch (stands) {
    case 'lost':
      return `▲ ${say('wall.feedLost')}${old === null ? '' : ` · ${old}`}`;
    case 'none':
      return say('wall.noData');
    case 'quiet':
      return old ?? say('wall.quiet');
    case 'fresh':
    case 'unreachable':
      return old ?? '';
  }
}
