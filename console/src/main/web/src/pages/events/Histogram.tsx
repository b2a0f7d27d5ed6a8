import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { usePreferences } from '../../app/preferences';
import { DARK, LIGHT } from '../../design/tokens';
import { number } from '../../format/number';
import { clock, dayMonth, hourMinute } from '../../format/time';
import { useSay } from '../../i18n';
import classes from './events.module.css';

interface Props {
  bars: { at: string; count: number }[];
  onRange: (from: number, to: number) => void;
}

const HEIGHT = 96;
const DAY_SECONDS = 86_400;

/** Events over time; dragging over it narrows the range. */
export function Histogram({ bars, onRange }: Props) {
  const say = useSay();
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(onRange);
  latest.current = onRange;
  const palette = usePreferences((p) => p.scheme) === 'dark' ? DARK : LIGHT;
  useEffect(() => {
    const element = host.current;
    if (!element || bars.length === 0) return;
    const times = bars.map((bar) => Date.parse(bar.at) / 1_000);
    const width = (times[1] ?? 1) - (times[0] ?? 0);
    const bar = UPlot.paths.bars?.({ size: [0.85, 60], align: 1 });
    const axis = {
      stroke: palette.muted,
      font: '11px "Be Vietnam Pro"',
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        padding: [6, 24, 0, 0],
        scales: {
          x: { time: true, range: (_, min, max) => [min, max + width] },
          y: { range: (_, __, max) => [0, Math.max(1, max)] },
        },
        axes: [
          { ...axis, size: 22, space: 80, values: (_, ticks) => labels(ticks) },
          { ...axis, size: 52, space: 26, values: (_, ticks) => ticks.map((t) => number(t)) },
        ],
        series: [
          {},
          {
            stroke: palette.severity.low,
            fill: palette.severity.low,
            ...(bar ? { paths: bar } : {}),
            points: { show: false },
          },
        ],
        cursor: { y: false, drag: { x: true, y: false, setScale: false } },
        hooks: {
          setSelect: [
            (u) => {
              if (u.select.width < 3) return;
              const from = u.posToVal(u.select.left, 'x');
              const to = u.posToVal(u.select.left + u.select.width, 'x');
              latest.current(Math.floor(from * 1_000), Math.ceil(to * 1_000));
            },
          ],
        },
      },
      [times, bars.map((bar) => bar.count)],
      element,
    );
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [bars, palette]);
  return (
    <div
      ref={host}
      className={classes.histogram}
      role="img"
      aria-label={say('events.histogram')}
      title={say('events.histogram')}
    />
  );
}

/** Days when ticks are that far apart, else hours, else seconds. */
function labels(ticks: number[]): string[] {
  const apart = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  return ticks.map((tick) => {
    const at = tick * 1_000;
    if (apart >= DAY_SECONDS) return dayMonth(at);
    return apart >= 60 ? hourMinute(at) : clock(at);
  });
}
