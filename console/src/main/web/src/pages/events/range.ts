import type { Search } from '../../app/search';

export const SPANS = { '15m': 15, '1h': 60, '6h': 360, '24h': 1_440, '7d': 10_080 } as const;
export type Span = keyof typeof SPANS;

const MINUTE_MILLIS = 60_000;
const USUAL: Span = '1h';

/** A time range: the last while, or between two moments (ISO 8601). */
export type Range = { span: Span } | { from: string; to: string };

function isMoment(text: string | undefined): text is string {
  return text !== undefined && !Number.isNaN(Date.parse(text));
}

/** Reads the range of a URL; what makes no sense is the last hour. */
export function readRange({ span, from, to }: Search): Range {
  if (isMoment(from) && isMoment(to) && Date.parse(from) < Date.parse(to)) return { from, to };
  return { span: span !== undefined && span in SPANS ? (span as Span) : USUAL };
}

/** The search parameters that read as this range; the other kind's are removed. */
export function writeRange(range: Range): { span: string; from: string; to: string } {
  return 'span' in range
    ? { span: range.span === USUAL ? '' : range.span, from: '', to: '' }
    : { span: '', from: range.from, to: range.to };
}

/** From and to in ISO 8601 at this moment. */
export function bounds(range: Range, now: number): { from: string; to: string } {
  if (!('span' in range)) return range;
  return {
    from: new Date(now - SPANS[range.span] * MINUTE_MILLIS).toISOString(),
    to: new Date(now).toISOString(),
  };
}

/** Columns beside the time; `summary` is what the event says in short. */
export const USUAL_COLUMNS = [
  'songlam.source_type',
  'host.name',
  'source.ip',
  'user.name',
  'summary',
];

export function readColumns({ columns }: Search): string[] {
  const asked = (columns ?? '').split(',').filter((name) => name !== '');
  return asked.length > 0 ? asked : USUAL_COLUMNS;
}

export function writeColumns(columns: string[]): string {
  const text = columns.join(',');
  return text === USUAL_COLUMNS.join(',') ? '' : text;
}

/** Where a query goes wrong, from the server's detail `q: column 7: … (expected: …)`. */
export function errorPlace(detail: string): { column: number; what: string } | null {
  const match = /^q: column (\d+): (.*)$/s.exec(detail);
  return match ? { column: Number(match[1]), what: match[2] ?? '' } : null;
}
