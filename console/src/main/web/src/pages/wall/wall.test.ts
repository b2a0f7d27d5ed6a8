import { describe, expect, it } from 'vitest';
import type { Wall, WallTile } from '../../api/situation';
import { ageOf, isLost, LOST_MILLIS, standing } from './staleness';
import { trendPoints } from './Trend';

const AT = '2026-11-24T02:00:00.000Z';
const tile = (change: Partial<WallTile>): WallTile => ({
  id: 'events',
  label: { vi: 'Sự kiện mỗi giây', en: 'Events per second' },
  value: 12,
  unit: '/s',
  trend: [],
  target: null,
  dataAt: '2026-11-24T01:59:57.000Z',
  lostAfterMillis: 10_000,
  feedLost: false,
  stopped: [],
  ...change,
});
const wall = { at: AT } as Wall;

describe('a tile', () => {
  it('ages by the server’s clock at the answer and by ours since', () => {
    const answered = 5_000_000; // our clock is decades wrong
    expect(ageOf(tile({}), wall, answered, answered)).toBe(3_000);
    expect(ageOf(tile({}), wall, answered, answered + 4_000)).toBe(7_000);
    expect(ageOf(tile({ dataAt: null }), wall, answered, answered)).toBeNull();
  });

  it('is lost when the server says so, or when it has been silent for too long since', () => {
    expect(standing(tile({}), 3_000, false)).toBe('fresh');
    expect(standing(tile({}), 10_001, false)).toBe('lost');
    expect(standing(tile({ feedLost: true }), 3_000, false)).toBe('lost');
  });

  it('may be quiet for long where silence is normal', () => {
    const reports = tile({ lostAfterMillis: null });
    expect(standing(reports, 3_600_000, false)).toBe('fresh');
    expect(standing({ ...reports, dataAt: null }, null, false)).toBe('quiet');
    expect(standing({ ...reports, feedLost: true }, null, false)).toBe('lost');
  });

  it('tells nothing without a figure, and nothing new without a server', () => {
    expect(standing(tile({ value: null }), 3_000, false)).toBe('none');
    expect(standing(tile({}), 3_000, true)).toBe('unreachable');
  });
});

it('calls the server lost after a while without an answer, also before the first', () => {
  expect(isLost(1_000, 0, 1_000 + LOST_MILLIS)).toBe(false);
  expect(isLost(1_000, 0, 1_001 + LOST_MILLIS)).toBe(true);
  expect(isLost(0, 50_000, 50_000 + LOST_MILLIS)).toBe(false);
  expect(isLost(0, 50_000, 50_001 + LOST_MILLIS)).toBe(true);
});

it('draws a trend over its whole box, and level when nothing changes', () => {
  expect(trendPoints([0, 10, 5])).toBe('0.0,19.0 50.0,1.0 100.0,10.0');
  expect(trendPoints([7, 7])).toBe('0.0,10.0 100.0,10.0');
});
