import { expect, it } from 'vitest';
import type { MapData, OpenAlert } from '../api/situation';
import { DARK } from '../design/tokens';
import { geoJsonOf, isAbnormal, pointsOf, RINGS, withoutPlace } from './points';
import province from './province.json';
import { PROVINCE_BOUNDS, styleOf } from './style';
import { allSymbols } from './symbols';

const place = {
  name: 'phường Trường Vinh',
  communeCode: '16690',
  location: { lat: 18.67, lon: 105.7 },
};
const alert = {
  id: 'a1',
  severity: 'critical',
  title: { vi: 'Quét cổng', en: 'Port scan' },
  place,
} as OpenAlert;
const data: MapData = {
  cameras: [
    { id: 'c1', name: 'Ngã tư chợ Vinh', place, status: 'online', since: null },
    { id: 'c2', name: 'Cảng Cửa Lò', place, status: 'offline', since: null },
    { id: 'c3', name: 'Kho', place: null, status: 'unknown', since: null },
  ],
  reports: [
    {
      id: 'r1',
      service: 'pothole',
      status: 'open',
      description: '',
      place,
      due: null,
      overdue: true,
    },
  ],
  services: [{ id: 'cổng', name: 'cổng', status: 'down', place }],
  alerts: [alert],
};
const words = {
  alert: (one: OpenAlert) => one.title.vi,
  report: (one: { id: string }) => `Phản ánh ${one.id}`,
};

it('draws what has a place, the urgent on top, and counts the rest', () => {
  const points = pointsOf(data, words);
  expect(points.map((one) => one.key)).toEqual([
    'camera/c1',
    'camera/c2',
    'report/r1',
    'service/cổng',
    'alert/a1',
  ]);
  expect(points.map((one) => one.ring)).toEqual([
    'calm',
    'attention',
    'attention',
    'down',
    'critical',
  ]);
  expect(points.filter(isAbnormal)).toHaveLength(4);
  expect(withoutPlace(data)).toBe(1);
});

it('has a symbol for every point and a rank for every ring', () => {
  const names = new Set(allSymbols().map((one) => one.name));
  for (const feature of geoJsonOf(pointsOf(data, words)).features) {
    expect(names).toContain(feature.properties?.image);
    expect(feature.properties?.urgency).toBeGreaterThanOrEqual(0);
    expect(feature.geometry.coordinates).toEqual([105.7, 18.67]);
  }
  expect(new Set(RINGS).size).toBe(RINGS.length);
});

it('draws only from files of our own', () => {
  const empty = { type: 'FeatureCollection' as const, features: [] };
  const style = styleOf({ palette: DARK, communes: [], boundaries: null, points: empty, scale: 1 });
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  expect(JSON.stringify(style)).not.toMatch(/https?:/);
});

it('keeps the schematic inside the frame and the border closed', () => {
  const [[west, south], [east, north]] = PROVINCE_BOUNDS;
  for (const { geometry, properties } of province.features) {
    const flat = geometry.coordinates.flat(2) as number[];
    for (let i = 0; i < flat.length; i += 2) {
      expect(flat[i], properties.name).toBeGreaterThan(west);
      expect(flat[i], properties.name).toBeLessThan(east);
      expect(flat[i + 1], properties.name).toBeGreaterThan(south);
      expect(flat[i + 1], properties.name).toBeLessThan(north);
    }
  }
  const ring = province.features[0]?.geometry.coordinates[0] as number[][];
  expect(ring.at(-1)).toEqual(ring[0]);
});
