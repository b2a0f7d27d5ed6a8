import { expect, it } from 'vitest';
import type { LedgerRow } from '../../api/platform';
import { MESSAGES } from '../../i18n/messages';
import { hopsOf, missing, total } from './sums';

const row: LedgerRow = {
  source: 'syslog-udp',
  type: 'syslog',
  balanced: true,
  raw: {
    received: 100,
    parsed: 90,
    rejected: { malformed: 4 },
    dropped: { socket_overflow: 3 },
    pending: 3,
  },
  events: { produced: 90, stored: 80, rejected: { store_refused: 1 }, dropped: {}, pending: 8 },
  lastReceivedAt: null,
  ratePerSecond: 0,
  faults: [],
};

it('adds both hops up, and says by how much one is off', () => {
  const [raw, events] = hopsOf(row);
  expect(missing(raw)).toBe(0);
  expect(missing(events)).toBe(1);
  expect(total(raw.rejected) + total(raw.dropped)).toBe(7);
});

it('has words for every reason the ledger knows', () => {
  const reasons = `malformed oversized truncated too_deep encoding unsupported template_missing
    sequence_gap type_mismatch store_refused duplicate unauthorised queue_full disk_budget
    socket_overflow interface_overflow peer_limit internal`.split(/\s+/);
  for (const reason of reasons) expect(MESSAGES).toHaveProperty([`reason.${reason}`]);
});
