import type { Severity } from '../design/tokens';

/** A text in both languages. */
export interface Text {
  vi: string;
  en: string;
}

export type Role = 'viewer' | 'operator' | 'analyst' | 'administrator';

export interface Session {
  user: { name: string; displayName: string; role: Role };
  csrf: string;
  simulation: boolean;
  version: string;
  mustSetPassword: boolean;
}

export type Pipeline = 'security' | 'traffic' | 'press' | 'field-report' | 'service' | 'platform';

export const PIPELINES: readonly Pipeline[] = [
  'security',
  'traffic',
  'press',
  'field-report',
  'service',
  'platform',
];

export type TriageState = 'new' | 'acknowledged' | 'in_progress' | 'closed';
export const STATES: readonly TriageState[] = ['new', 'acknowledged', 'in_progress', 'closed'];

export type Verdict = 'true_positive' | 'false_positive' | 'benign';
export const VERDICTS: readonly Verdict[] = ['true_positive', 'false_positive', 'benign'];

export type Condition = 'active' | 'returned' | 'shelved' | 'suppressed' | 'out_of_service';

export interface Entity {
  kind: string;
  value: string;
  role: 'attacker' | 'target' | 'subject' | 'observer';
  query: string;
}

export interface Note {
  at: string;
  by: string;
  text: string;
}

export interface Place {
  name: string;
  communeCode: string;
  location: { lat: number; lon: number };
}

export interface Alert {
  id: string;
  rule: string;
  pack: string;
  pipeline: Pipeline;
  severity: Severity;
  title: Text;
  reason: Text;
  groupKey: string;
  entities: Entity[];
  firstSeen: string;
  lastSeen: string;
  count: number;
  attack: string[];
  condition: Condition;
  place: Place | null;
  playbook: string | null;
  late: boolean;
  simulated: boolean;
  incident: string | null;
  evidenceKept: number;
  events: { q: string; from: string; to: string };
  triage: {
    state: TriageState;
    assignee: string | null;
    verdict: Verdict | null;
    notes: Note[];
    version: string;
  };
}

/** An event: nested ECS JSON. */
export type EcsDocument = { '@timestamp': string } & Record<string, unknown>;

export interface Evidence {
  stage: string;
  id: string;
  event: EcsDocument;
}

export interface WholeAlert extends Alert {
  evidence: Evidence[];
}

export interface Incident {
  id: string;
  title: Text;
  severity: Severity;
  state: TriageState;
  owner: string | null;
  verdict: Verdict | null;
  firstSeen: string;
  lastSeen: string;
  entities: Entity[];
  alerts: string[];
  alertCount: number;
  pipelines: Pipeline[];
  tactics: string[];
  sourceTypes: string[];
  summary: { text: Text; events: string[]; alert: string | null }[];
  mergedInto: string | null;
  simulated: boolean;
  version: string;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  text: Text;
  by: string | null;
  alert: string | null;
  events: string[];
}

export interface PlaybookStep {
  id: string;
  title: Text;
  description: Text;
  done: boolean;
  by: string | null;
  at: string | null;
}

export interface WholeIncident extends Incident {
  alertViews: Alert[];
  notes: Note[];
  timeline: TimelineEntry[];
  playbook: { name: string; title: Text; steps: PlaybookStep[] } | null;
}

export interface Page<T> {
  total: number;
  cursor: string | null;
  items: T[];
}
