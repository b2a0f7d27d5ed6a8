import { usePreferences } from '../app/preferences';
import { DARK, LIGHT } from '../design/tokens';
import type { Kind, Ring } from './points';
import { OUTLINES, ringColour } from './symbols';

/** A map symbol in running text: legends, tables, filters. */
export function SymbolOf({ kind, ring, size = 16 }: { kind: Kind; ring: Ring; size?: number }) {
  const palette = usePreferences(({ scheme }) => (scheme === 'dark' ? DARK : LIGHT));
  const colour = ringColour(ring, palette);
  const loud = ring !== 'calm' && ring !== 'unknown';
  return (
    <svg width={size} height={size} viewBox="-1 -1 26 26" aria-hidden="true" focusable="false">
      <path
        d={OUTLINES[kind]}
        fill={loud && kind === 'alert' ? colour : palette.tile}
        stroke={colour}
        strokeWidth={loud ? 2.8 : 1.8}
        strokeLinejoin="round"
        strokeDasharray={ring === 'unknown' ? '3 2' : undefined}
      />
    </svg>
  );
}
