import { useSay } from '../i18n';
import classes from './map.module.css';

// Box of the inset: 102–119 E, 7–23.5 N, one unit a degree of longitude.
const X = (lon: number) => lon - 102;
const Y = (lat: number) => 23.5 - lat;
// The coast of Việt Nam in a few strokes, only to say where the islands lie.
const COAST: readonly (readonly [number, number])[] = [
  ...([
    [108, 21.5],
    [107, 20.9],
    [106.6, 20.3],
    [105.8, 19.3],
    [105.7, 18.75],
  ] as const),
  ...([
    [106.5, 17.8],
    [107.5, 16.7],
    [108.3, 16.1],
    [109, 14.8],
    [109.3, 13.2],
  ] as const),
  ...([
    [109.2, 11.7],
    [108, 10.7],
    [106.8, 10.2],
    [106.5, 9.5],
    [105.2, 8.7],
  ] as const),
  ...([
    [104.8, 8.6],
    [105, 9.9],
    [104.5, 10.4],
  ] as const),
];
const HOANG_SA: readonly (readonly [number, number])[] = [
  ...([
    [111.6, 16.5],
    [112.3, 16.85],
    [112.7, 16.65],
    [111.2, 15.8],
    [111.5, 16.1],
  ] as const),
];
const TRUONG_SA: readonly (readonly [number, number])[] = [
  ...([
    [111.9, 8.65],
    [112.9, 8.9],
    [113.9, 9.6],
    [114.3, 10.4],
    [114.4, 11.4],
  ] as const),
  ...([
    [115.5, 9.9],
    [114.1, 10.8],
    [112.3, 9.3],
    [116, 9.3],
  ] as const),
];

/** Where the province lies in the country, with Hoàng Sa and Trường Sa. */
export function ArchipelagoInset({ scale }: { scale: number }) {
  const say = useSay();
  const islands = [...HOANG_SA, ...TRUONG_SA];
  return (
    <svg
      className={classes.inset}
      width={140 * scale}
      height={136 * scale}
      viewBox="0 0 17 16.5"
      role="img"
      aria-label={say('map.archipelagos')}
    >
      <polyline
        className={classes.insetCoast}
        points={COAST.map(([x, y]) => `${X(x)},${Y(y)}`).join(' ')}
      />
      <rect className={classes.insetHere} x={X(103.9)} y={Y(20)} width="1.9" height="1.4" />
      {islands.map(([lon, lat]) => (
        <circle
          key={`${lon} ${lat}`}
          className={classes.insetIsland}
          cx={X(lon)}
          cy={Y(lat)}
          r="0.16"
        />
      ))}
      <text className={classes.insetName} x={X(112.1)} y={Y(17.8)}>
        QĐ. Hoàng Sa
      </text>
      <text className={classes.insetName} x={X(114.4)} y={Y(12.3)}>
        QĐ. Trường Sa
      </text>
    </svg>
  );
}
