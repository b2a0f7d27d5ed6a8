import type { EcsDocument } from '../api/types';
import { number } from '../format/number';

/** One field of an event with its values. */
export interface Field {
  name: string;
  values: string[];
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isPoint(value: object): boolean {
  return 'lat' in value && 'lon' in value;
}

/** The document's fields with dotted names, in the order they stand. Vendor fields come last. */
export function fieldsOf(document: EcsDocument): Field[] {
  const fields: Field[] = [];
  const walk = (value: unknown, name: string) => {
    if (Array.isArray(value)) fields.push({ name, values: value.map(textOf) });
    else if (typeof value === 'object' && value !== null && !isPoint(value)) {
      for (const [key, part] of Object.entries(value)) walk(part, name ? `${name}.${key}` : key);
    } else if (value !== null && value !== undefined)
      fields.push({ name, values: [textOf(value)] });
  };
  const { vendor, ...rest } = document;
  walk(rest, '');
  for (const [key, part] of Object.entries(vendor ?? {})) walk(part, key);
  return fields;
}

/** The field's value as one text; empty when absent. */
export function fieldText(document: EcsDocument, name: string): string {
  let value: unknown = document;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null) return vendorValue(document, name);
    value = (value as Record<string, unknown>)[part];
  }
  if (value === undefined || value === null) return vendorValue(document, name);
  return Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value);
}

function vendorValue(document: EcsDocument, name: string): string {
  const vendor = document.vendor as Record<string, unknown> | undefined;
  const value = vendor?.[name];
  return value === undefined || value === null ? '' : textOf(value);
}

/** What the event says, as short as it can be told. */
export function summaryOf(document: EcsDocument): string {
  const message = fieldText(document, 'message') || fieldText(document, 'event.original');
  if (message) return message;
  const ends = [end(document, 'source'), end(document, 'destination')].filter(Boolean);
  const what = ['event.action', 'network.protocol', 'network.transport', 'event.outcome']
    .map((name) => fieldText(document, name))
    .filter(Boolean);
  const size = Number(fieldText(document, 'network.bytes'));
  const told = [ends.join(' → '), ...what, size > 0 && `${number(size)} B`].filter(Boolean);
  return told.length > 0 ? told.join(' · ') : factsOf(document);
}

/** Fields that say how an event came, not what it tells. */
const ABOUT =
  /^(@timestamp|ecs\.|event\.|labels\.|observer\.|songlam\.(node|origin|session|source))/;
const FACTS = 4;

/** The first fields of an event of which nothing else is known: a camera's count, a report. */
function factsOf(document: EcsDocument): string {
  return fieldsOf(document)
    .filter(({ name }) => !ABOUT.test(name))
    .slice(0, FACTS)
    .map(({ name, values }) => `${name.slice(name.lastIndexOf('.') + 1)}: ${values.join(', ')}`)
    .join(' · ');
}

function end(document: EcsDocument, side: 'source' | 'destination'): string {
  const port = fieldText(document, `${side}.port`);
  const address = fieldText(document, `${side}.ip`);
  return port ? `${address}:${port}` : address;
}
