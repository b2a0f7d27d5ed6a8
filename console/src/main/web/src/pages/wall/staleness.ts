import type { Wall, WallTile } from '../../api/situation';

/** The wall asks this often. */
export const EVERY_MILLIS = 2_000;
/** A request that has not answered by then has failed. */
export const PATIENCE_MILLIS = 4_000;
/** Without an answer for longer, the server counts as lost. */
export const LOST_MILLIS = 6_000;

/** How a tile's data stand. */
export type Standing = 'fresh' | 'quiet' | 'none' | 'lost' | 'unreachable';

/**
 * The age of a tile's data now, in milliseconds; null when there never were any. The server's
 * clock tells how old they were when it answered, ours how long ago that was, so that a wall whose
 * clock is wrong still shows right ages.
 */
export function ageOf(tile: WallTile, wall: Wall, answeredAt: number, now: number): number | null {
  if (tile.dataAt === null) return null;
  return Date.parse(wall.at) - Date.parse(tile.dataAt) + Math.max(0, now - answeredAt);
}

/** Whether the tile's figure may be believed. */
export function standing(tile: WallTile, age: number | null, serverLost: boolean): Standing {
  if (serverLost) return 'unreachable';
  if (tile.value === null) return 'none';
  if (age === null) {
    if (tile.lostAfterMillis === null) return tile.feedLost ? 'lost' : 'quiet';
    return 'none';
  }
  const silent = tile.lostAfterMillis !== null && age > tile.lostAfterMillis;
  return tile.feedLost || silent ? 'lost' : 'fresh';
}

/** Whether the server counts as lost: no answer for long, or none ever. */
export function isLost(answeredAt: number, startedAt: number, now: number): boolean {
  return now - Math.max(answeredAt, startedAt) > LOST_MILLIS;
}
