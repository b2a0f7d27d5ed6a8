import type { FeatureCollection } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';
import type { Commune } from '../api/situation';
import type { Palette } from '../design/tokens';
import { RINGS } from './points';
import province from './province.json';
import { ringColour } from './symbols';

/** The province with some air; the map never shows more, so it never shows half a country. */
export const PROVINCE_BOUNDS: [[number, number], [number, number]] = [
  [103.8, 18.5],
  [106.05, 20.05],
];
export const MAX_BOUNDS: [[number, number], [number, number]] = [
  [102.9, 17.9],
  [107.0, 20.7],
];

const FONT = ['Be Vietnam Pro'];
export const WARDS_FIRST = ['Thành Vinh', 'Trường Vinh', 'Vinh Phú', 'Vinh Lộc', 'Vinh Hưng'];
const SEATS = [
  ...['Trường Vinh', 'Cửa Lò', 'Hoàng Mai', 'Thái Hoà', 'Diễn Châu', 'Đô Lương', 'Con Cuông'],
  ...['Tương Dương', 'Mường Xén', 'Quế Phong', 'Quỳ Châu', 'Quỳ Hợp', 'Tân Kỳ', 'Anh Sơn'],
  ...['Nam Đàn', 'Yên Thành', 'Nghi Lộc', 'Quỳnh Lưu', 'Đại Đồng'],
];

function communesOf(communes: Commune[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: communes.map((commune) => ({
      type: 'Feature',
      properties: {
        name: commune.name,
        rank: SEATS.includes(commune.name) ? 0 : WARDS_FIRST.includes(commune.name) ? 1 : 2,
      },
      geometry: { type: 'Point', coordinates: [commune.lon, commune.lat] },
    })),
  };
}

export interface StyleParts {
  palette: Palette;
  communes: Commune[];
  /** Boundaries of the communes from the administrator's file, null without one. */
  boundaries: FeatureCollection | null;
  points: FeatureCollection;
  /** Size of text and symbols: 1 on a desk, more on a wall. */
  scale: number;
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Everything that is drawn, from our own files only: no tiles, no glyphs, no sprites. */
export function styleOf(parts: StyleParts): StyleSpecification {
  return {
    version: 8,
    sources: {
      province: { type: 'geojson', data: province as FeatureCollection },
      communes: { type: 'geojson', data: communesOf(parts.communes) },
      boundaries: { type: 'geojson', data: parts.boundaries ?? EMPTY },
      points: {
        type: 'geojson',
        data: parts.points,
        cluster: true,
        clusterMaxZoom: 9,
        clusterRadius: 34 * parts.scale,
        clusterProperties: { urgency: ['max', ['get', 'urgency']] },
      },
    },
    layers: [...groundLayers(parts), ...labelLayers(parts), ...pointLayers(parts)],
  };
}

type Layer = StyleSpecification['layers'][number];

function groundLayers({ palette, scale, boundaries }: StyleParts): Layer[] {
  const is = (kind: string) => ['==', ['get', 'kind'], kind] as never;
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.map } },
    {
      id: 'land',
      type: 'fill',
      source: 'province',
      filter: is('province'),
      paint: { 'fill-color': palette.tile },
    },
    {
      id: 'boundaries',
      type: 'line',
      source: 'boundaries',
      paint: { 'line-color': palette.line, 'line-width': 0.8 * scale },
    },
    {
      id: 'river',
      type: 'line',
      source: 'province',
      filter: is('river'),
      layout: round,
      paint: {
        'line-color': palette.water,
        'line-width': ['match', ['get', 'rank'], 1, 4 * scale, 2 * scale],
      },
    },
    {
      id: 'road',
      type: 'line',
      source: 'province',
      filter: is('road'),
      layout: round,
      paint: {
        'line-color': palette.road,
        'line-width': ['match', ['get', 'rank'], 1, 2 * scale, 1.2 * scale],
      },
    },
    {
      id: 'border',
      type: 'line',
      source: 'province',
      filter: is('province'),
      layout: round,
      paint: {
        'line-color': palette.muted,
        'line-opacity': boundaries ? 0.25 : 0.6,
        'line-width': 1.2 * scale,
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'coast',
      type: 'line',
      source: 'province',
      filter: is('coast'),
      layout: round,
      paint: { 'line-color': palette.water, 'line-width': 2.5 * scale },
    },
    {
      id: 'islands',
      type: 'circle',
      source: 'province',
      filter: is('island'),
      paint: {
        'circle-radius': 3 * scale,
        'circle-color': palette.tile,
        'circle-stroke-color': palette.water,
        'circle-stroke-width': 1,
      },
    },
  ];
}

function labelLayers({ palette, scale }: StyleParts): Layer[] {
  const halo = { 'text-halo-color': palette.map, 'text-halo-width': 1.4 * scale };
  const communes = (id: string, rank: number, minzoom: number, size: number): Layer => ({
    id,
    type: 'symbol',
    source: 'communes',
    minzoom,
    filter: ['==', ['get', 'rank'], rank] as never,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size * scale,
      'text-padding': 3,
      // Away from the centre, where points gather.
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
      'text-radial-offset': 1,
    },
    paint: { 'text-color': rank === 0 ? palette.text : palette.muted, ...halo },
  });
  const zoomOut = Math.log2(scale);
  return [
    {
      id: 'line-names',
      type: 'symbol',
      source: 'province',
      filter: ['in', ['get', 'kind'], ['literal', ['road', 'river']]] as never,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 260 * scale,
        'text-max-angle': 70,
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 11 * scale,
      },
      paint: { 'text-color': palette.muted, ...halo },
    },
    {
      id: 'sea-names',
      type: 'symbol',
      source: 'province',
      filter: ['in', ['get', 'kind'], ['literal', ['island', 'sea']]] as never,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': ['match', ['get', 'kind'], 'sea', 15 * scale, 11 * scale],
        'text-offset': [0, 1],
      },
      paint: { 'text-color': palette.muted, ...halo },
    },
    communes('communes', 2, 8.9 + zoomOut, 11),
    communes('wards', 1, 9.6 + zoomOut, 12),
    communes('seats', 0, 0, 12.5),
  ];
}

function pointLayers({ palette, scale }: StyleParts): Layer[] {
  const colours = RINGS.flatMap((ring, i) => [i, ringColour(ring, palette)]);
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: 'points',
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': palette.panel,
        'circle-radius': [
          'step',
          ['get', 'point_count'],
          11 * scale,
          10,
          14 * scale,
          50,
          18 * scale,
        ],
        'circle-stroke-width': ['case', ['>', ['get', 'urgency'], 1], 3 * scale, 1.2 * scale],
        'circle-stroke-color': ['match', ['get', 'urgency'], ...colours, palette.muted] as never,
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: 'points',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['to-string', ['get', 'point_count']],
        'text-font': FONT,
        'text-size': 12 * scale,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.text },
    },
    {
      id: 'points',
      type: 'symbol',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['get', 'image'],
        'icon-size': 0.5 * scale,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'urgency'],
      },
    },
  ];
}
