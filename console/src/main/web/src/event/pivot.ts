import type { Entity } from '../api/types';

/** Where the values of an entity of this kind stand in events. */
const FIELDS: Record<string, readonly string[]> = {
  ip: ['source.ip', 'destination.ip'],
  host: ['host.name'],
  user: ['user.name'],
  camera: ['songlam.camera.id'],
  domain: ['dns.question.name'],
  source: ['songlam.source'],
  service: ['songlam.check.service'],
  report: ['songlam.report.id'],
  story: ['songlam.press.story'],
  place: ['songlam.place.name'],
};

/** A value as the query language wants it: quoted, with backslashes where needed. */
export function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

export function fieldQuery(name: string, value: string): string {
  return `${name}:${quoted(value)}`;
}

/** The query that finds events about the entity. */
export function entityQuery({ kind, value }: Pick<Entity, 'kind' | 'value'>): string {
  const names = FIELDS[kind] ?? [];
  return names.length === 0
    ? quoted(value)
    : names.map((name) => fieldQuery(name, value)).join(' OR ');
}

/** Adds a condition to a query. */
export function narrowed(query: string, condition: string): string {
  if (query.trim() === '') return condition;
  return / OR /.test(query) ? `(${query}) AND ${condition}` : `${query} AND ${condition}`;
}
