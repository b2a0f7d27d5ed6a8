import type { Parameters } from '../../api/client';
import {
  type Alert,
  type Incident,
  PIPELINES,
  type Pipeline,
  STATES,
  type TriageState,
} from '../../api/types';
import type { Search } from '../../app/search';
import { SEVERITIES, type Severity } from '../../design/tokens';
import { plain } from '../../format/plain';

/** What the queue shows. An empty list of severities means all; states default to the open ones. */
export interface Filter {
  pipeline: Pipeline | null;
  severities: readonly Severity[];
  states: readonly TriageState[];
  entity: string;
  words: string;
  /** Null for the queue itself, else which of the alerts kept out of it. */
  aside: Aside | null;
}

/** Why an alert is not in the queue: somebody muted its rule, or another alert explains it. */
export type Aside = 'shelved' | 'suppressed';

const CALLING = 'active,returned,out_of_service';

export function asideOf(alert: Alert): Aside | null {
  const { condition } = alert;
  return condition === 'shelved' || condition === 'suppressed' ? condition : null;
}

/** What to ask of the alerts for one of the three. */
export function asideParameters(aside: Aside | null): { condition: string } {
  return { condition: aside ?? CALLING };
}

export const OPEN: readonly TriageState[] = ['new', 'acknowledged', 'in_progress'];

function subset<T extends string>(text: string | undefined, all: readonly T[]): T[] {
  const asked = new Set((text ?? '').split(','));
  return all.filter((one) => asked.has(one));
}

function asideIn(search: Search): Aside | null {
  if (search.shelved === 'true') return 'shelved';
  return search.suppressed === 'true' ? 'suppressed' : null;
}

/** Reads the page's search parameters; what it does not know it leaves out. */
export function readFilter(search: Search): Filter {
  const states = subset(search.state, STATES);
  return {
    pipeline: subset(search.pipeline, PIPELINES)[0] ?? null,
    severities: subset(search.severity, SEVERITIES),
    states: states.length > 0 ? states : OPEN,
    entity: search.entity ?? '',
    words: search.q ?? '',
    aside: asideIn(search),
  };
}

/** The search parameters that read as this filter; a default is an empty text. */
export function writeFilter(filter: Filter): Record<string, string> {
  const states = filter.states.join(',');
  return {
    pipeline: filter.pipeline ?? '',
    severity: filter.severities.join(','),
    state: states === OPEN.join(',') ? '' : states,
    entity: filter.entity,
    q: filter.words,
    shelved: filter.aside === 'shelved' ? 'true' : '',
    suppressed: filter.aside === 'suppressed' ? 'true' : '',
  };
}

export function alertParameters(filter: Filter): Parameters {
  return {
    pipeline: filter.pipeline,
    severity: filter.severities.join(','),
    state: filter.states.join(','),
    entity: filter.entity,
    q: filter.words,
    ...asideParameters(filter.aside),
  };
}

function holds(text: string, words: string): boolean {
  const lower = `${text.toLowerCase()} ${plain(text)}`;
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

function concerns(entity: string, entities: Alert['entities']): boolean {
  return (
    entity === '' ||
    entities.some((one) => one.value === entity || `${one.kind}:${one.value}` === entity)
  );
}

export function incidentParameters(filter: Filter): Parameters {
  const { condition: _, ...asked } = alertParameters(filter);
  return asked;
}

/** Whether a pushed alert belongs in the list; the same as the server's search. */
export function showsAlert(filter: Filter, alert: Alert): boolean {
  const text = [
    alert.title.vi,
    alert.title.en,
    alert.reason.vi,
    alert.reason.en,
    alert.groupKey,
    ...alert.entities.map((entity) => entity.value),
  ].join(' ');
  return (
    (filter.pipeline === null || filter.pipeline === alert.pipeline) &&
    (filter.severities.length === 0 || filter.severities.includes(alert.severity)) &&
    filter.states.includes(alert.triage.state) &&
    filter.aside === asideOf(alert) &&
    concerns(filter.entity, alert.entities) &&
    holds(text, filter.words)
  );
}

/** Whether an incident belongs in the list. */
export function showsIncident(filter: Filter, incident: Incident): boolean {
  const text = [
    incident.title.vi,
    incident.title.en,
    ...incident.entities.map((entity) => entity.value),
    ...incident.summary.flatMap((sentence) => [sentence.text.vi, sentence.text.en]),
  ].join(' ');
  return (
    filter.aside === null &&
    incident.mergedInto === null &&
    (filter.pipeline === null || incident.pipelines.includes(filter.pipeline)) &&
    (filter.severities.length === 0 || filter.severities.includes(incident.severity)) &&
    filter.states.includes(incident.state) &&
    concerns(filter.entity, incident.entities) &&
    holds(text, filter.words)
  );
}
