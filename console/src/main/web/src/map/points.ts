import type { FeatureCollection, Point as GeoPoint } from 'geojson';
import type { MapData, MapReport, OpenAlert } from '../api/situation';
import type { Place } from '../api/types';
import type { Severity } from '../design/tokens';

export type Kind = 'camera' | 'report' | 'service' | 'alert';
export const KINDS: readonly Kind[] = ['alert', 'camera', 'report', 'service'];

/** How a point's ring is drawn; from calm to urgent. */
export type Ring = 'calm' | 'unknown' | 'attention' | 'down' | Severity;

/** From what can wait to what cannot: a cluster wears the ring of its worst point. */
export const RINGS: readonly Ring[] = [
  'calm',
  'unknown',
  'informational',
  'low',
  'medium',
  'attention',
  'high',
  'down',
  'critical',
];

/** One thing with a place. */
export interface Point {
  key: string;
  kind: Kind;
  id: string;
  name: string;
  ring: Ring;
  place: Place;
}

/** Says the names and states that a point needs; kept apart so that the rest stays without words. */
export interface Words {
  alert(alert: OpenAlert): string;
  report(report: MapReport): string;
}

function cameraRing(status: string): Ring {
  if (status === 'online') return 'calm';
  return status === 'unknown' || status === 'disabled' ? 'unknown' : 'attention';
}

/** Everything that has a place, in the order it is drawn: what is urgent comes last, on top. */
export function pointsOf(data: MapData, words: Words): Point[] {
  const points: Point[] = [];
  const add = (kind: Kind, id: string, name: string, ring: Ring, place: Place | null) => {
    if (place) points.push({ key: `${kind}/${id}`, kind, id, name, ring, place });
  };
  for (const one of data.cameras)
    add('camera', one.id, one.name, cameraRing(one.status), one.place);
  for (const one of data.services) {
    add('service', one.id, one.name, one.status === 'up' ? 'calm' : 'down', one.place);
  }
  for (const one of data.reports) {
    const ring = one.overdue ? 'attention' : 'calm';
    add('report', one.id, words.report(one), ring, one.place);
  }
  for (const one of data.alerts) add('alert', one.id, words.alert(one), one.severity, one.place);
  const urgency = (point: Point) => RINGS.indexOf(point.ring);
  return points.sort((a, b) => urgency(a) - urgency(b));
}

/** How many things cannot be drawn because nobody knows where they are. */
export function withoutPlace(data: MapData): number {
  return [data.cameras, data.reports, data.services].flat().filter((one) => !one.place).length;
}

/** Whether a point tells of something wrong. */
export function isAbnormal(point: Point): boolean {
  return point.kind === 'alert' || (point.ring !== 'calm' && point.ring !== 'unknown');
}

/** The points as GeoJSON; `urgency` is what clusters take the maximum of. */
export function geoJsonOf(points: Point[]): FeatureCollection<GeoPoint> {
  return {
    type: 'FeatureCollection',
    features: points.map((point) => ({
      type: 'Feature',
      properties: {
        key: point.key,
        image: imageName(point.kind, point.ring),
        name: point.name,
        urgency: RINGS.indexOf(point.ring),
      },
      geometry: {
        type: 'Point',
        coordinates: [point.place.location.lon, point.place.location.lat],
      },
    })),
  };
}

export function imageName(kind: Kind, ring: Ring): string {
  return `${kind}-${ring}`;
}
