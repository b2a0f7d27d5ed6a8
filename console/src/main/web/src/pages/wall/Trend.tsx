import classes from './wall.module.css';

const WIDTH = 100;
const HEIGHT = 20;

/** The last values as a line; its shape counts, not its scale, so it always fills its box. */
export function Trend({ values, label }: { values: number[]; label: string }) {
  return (
    <svg
      className={classes.trend}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.length > 1 && <polyline points={trendPoints(values)} />}
    </svg>
  );
}

/** The values as points of a polyline, the smallest at the bottom; level when they are all equal. */
export function trendPoints(values: number[]): string {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return values
    .map((value, i) => {
      const x = (i / (values.length - 1)) * WIDTH;
      const y = span === 0 ? HEIGHT / 2 : HEIGHT - 1 - ((value - least) / span) * (HEIGHT - 2);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
