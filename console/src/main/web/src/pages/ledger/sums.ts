import type { Counts, LedgerRow } from '../../api/platform';

/** One hop of a source: what came in and what became of it. */
export interface Hop {
  hop: 'raw' | 'events';
  in: number;
  good: number;
  rejected: Counts;
  dropped: Counts;
  pending: number;
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

export function hopsOf(row: LedgerRow): [Hop, Hop] {
  const { raw, events } = row;
  return [
    { hop: 'raw', in: raw.received, good: raw.parsed, ...restOf(raw) },
    { hop: 'events', in: events.produced, good: events.stored, ...restOf(events) },
  ];
}

function restOf(from: { rejected: Counts; dropped: Counts; pending: number }) {
  return { rejected: from.rejected, dropped: from.dropped, pending: from.pending };
}

/** What is missing from the sum; 0 when the hop adds up. */
export function missing(hop: Hop): number {
  return hop.in - hop.good - total(hop.rejected) - total(hop.dropped) - hop.pending;
}
