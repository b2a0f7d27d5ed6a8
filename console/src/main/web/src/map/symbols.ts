import type { Palette } from '../design/tokens';
import { imageName, KINDS, type Kind, RINGS, type Ring } from './points';

/** Outlines on a 24-unit square, one shape a kind. */
export const OUTLINES: Record<Kind, string> = {
  camera:
    'M5 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM16 11l5-3v8l-5-3z',
  report: 'M12 3l9 17h-18z',
  service: 'M12 3l8 4.5v9l-8 4.5l-8-4.5v-9z',
  alert: 'M12 2l10 10l-10 10l-10-10z',
};

export function ringColour(ring: Ring, palette: Palette): string {
  switch (ring) {
    case 'calm':
    case 'unknown':
      return palette.muted;
    case 'attention':
      return palette.severity.high;
    case 'down':
      return palette.severity.critical;
    default:
      return palette.severity[ring];
  }
}

const SIZE = 24;

/** A symbol drawn at `scale` device pixels a unit: the shape filled, its ring around it. */
export function drawSymbol(kind: Kind, ring: Ring, palette: Palette, scale: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE * scale;
  canvas.height = SIZE * scale;
  const pen = canvas.getContext('2d');
  if (!pen) return new ImageData(1, 1);
  pen.scale(scale, scale);
  pen.translate(SIZE * 0.09, SIZE * 0.09);
  pen.scale(0.82, 0.82);
  const shape = new Path2D(OUTLINES[kind]);
  const loud = ring !== 'calm' && ring !== 'unknown';
  pen.lineJoin = 'round';
  pen.strokeStyle = palette.map;
  pen.lineWidth = 5;
  pen.stroke(shape);
  pen.fillStyle = loud && kind === 'alert' ? ringColour(ring, palette) : palette.tile;
  pen.fill(shape);
  pen.strokeStyle = ringColour(ring, palette);
  pen.lineWidth = loud ? 2.6 : 1.5;
  if (ring === 'unknown') pen.setLineDash([3, 2]);
  pen.stroke(shape);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Every symbol there can be, by the name the points use. */
export function allSymbols(): { name: string; kind: Kind; ring: Ring }[] {
  return KINDS.flatMap((kind) =>
    RINGS.map((ring) => ({ name: imageName(kind, ring), kind, ring })),
  );
}
