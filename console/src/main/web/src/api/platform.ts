import type { Severity } from '../design/tokens';
import type { Role, Text } from './types';

/** Counts by the labels of their reasons. */
export type Counts = Record<string, number>;

export interface Fault {
  source: string;
  kind: string;
  origin: string;
  detail: Text;
  count: number;
  since: string;
  last: string;
}

export interface LedgerRow {
  source: string;
  type: string;
  balanced: boolean;
  raw: { received: number; parsed: number; rejected: Counts; dropped: Counts; pending: number };
  events: { produced: number; stored: number; rejected: Counts; dropped: Counts; pending: number };
  lastReceivedAt: string | null;
  ratePerSecond: number;
  faults: Fault[];
}

export interface Ledger {
  at: string;
  balanced: boolean;
  sources: LedgerRow[];
  faults: Fault[];
  faultsUncounted: number;
  quarantine: { kept: number; evicted: number };
  store: { stored: number; counted: number; difference: number; checkedAt: string | null };
}

export interface Quarantined {
  at: string;
  source: string;
  peer: string;
  reason: string;
  detail: string;
  size: number;
  payload: string;
}

export type Status = 'ok' | 'degraded' | 'down';

export interface Health {
  status: Status;
  at: string;
  startedAt: string;
  version: string;
  parts: { name: string; status: Status; detail: Text }[];
}

/** A bound, and how often it was reached since the start. */
export interface Cap {
  name: string;
  about: Text;
  limit: number;
  reached: number;
}

export interface Account {
  name: string;
  displayName: string;
  role: Role;
  disabled: boolean;
  invited: boolean;
}

export interface AccessToken {
  id: string;
  name: string;
  role: Role | 'ingest';
  createdAt: string;
}

export interface Notification {
  channel: string;
  kind: 'alert' | 'incident';
  id: string;
  title: Text;
  severity: Severity;
  state: string;
  tries: number;
  lastError: string;
  createdAt: string;
}
