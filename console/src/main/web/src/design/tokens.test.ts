import { describe, expect, it } from 'vitest';
import { contrast, difference, type Sight } from './colours';
import { DARK, LIGHT, SEVERITIES, SHAPES } from './tokens';

const SIGHTS: Sight[] = ['normal', 'protan', 'deutan', 'tritan'];

describe.each([
  ['dark', DARK, 30],
  ['light', LIGHT, 20],
] as const)('the %s palette', (_, palette, apart) => {
  const grounds = [palette.page, palette.panel, palette.tile, palette.hover, palette.selected];

  it('is read on every ground at 4.5 : 1', () => {
    const words = [
      palette.text,
      palette.muted,
      palette.stale,
      palette.accent,
      palette.good,
      palette.simulation,
    ];
    for (const ground of grounds) {
      for (const colour of [...words, ...Object.values(palette.severity)]) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it.each(SIGHTS)('keeps severities apart for %s sight', (sight) => {
    const colours = SEVERITIES.map((severity) => palette.severity[severity]);
    colours.forEach((a, i) => {
      for (const b of colours.slice(i + 1)) {
        expect(difference(a, b, sight), `${a} and ${b}`).toBeGreaterThanOrEqual(apart);
      }
    });
  });
});

it('gives every severity a shape of its own', () => {
  expect(new Set(Object.values(SHAPES)).size).toBe(SEVERITIES.length);
});
