import { api, Problem } from '../api/client';
import { queryClient, recount } from '../api/queries';
import type { Verdict } from '../api/types';

export type Act =
  | { action: 'acknowledge' | 'take' | 'reopen' }
  | { action: 'note'; note: string }
  | { action: 'close'; verdict: Verdict; note: string };

/** What an act is done to. */
export interface Target {
  kind: 'alert' | 'incident';
  id: string;
}

/** How many took the act, and why the others did not. */
export interface Outcome {
  done: Target[];
  failed: { target: Target; detail: string }[];
}

interface Bulk {
  changed: number;
  failed: { id: string; detail: string }[];
}

const MOST_AT_ONCE = 500;

async function onAlerts(targets: Target[], body: object): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] };
  for (let at = 0; at < targets.length; at += MOST_AT_ONCE) {
    const part = targets.slice(at, at + MOST_AT_ONCE);
    const ids = part.map((target) => target.id);
    const answer = await api.post<Bulk>('/alerts/bulk', { ...body, ids });
    const failed = new Map(answer.failed.map((one) => [one.id, one.detail]));
    for (const target of part) {
      const detail = failed.get(target.id);
      if (detail === undefined) outcome.done.push(target);
      else outcome.failed.push({ target, detail });
    }
  }
  return outcome;
}

async function onIncident(target: Target, action: string, body: object): Promise<Outcome> {
  try {
    await api.post(`/incidents/${encodeURIComponent(target.id)}/${action}`, body);
    return { done: [target], failed: [] };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { done: [], failed: [{ target, detail: problem.message }] };
  }
}

async function each(targets: Target[], action: string, body: object): Promise<Outcome> {
  const alerts = targets.filter((target) => target.kind === 'alert');
  const outcomes = [
    ...(alerts.length > 0 ? [await onAlerts(alerts, { ...body, action })] : []),
    ...(await Promise.all(
      targets
        .filter((target) => target.kind === 'incident')
        .map((target) => onIncident(target, action, body)),
    )),
  ];
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['alert'] }),
    queryClient.invalidateQueries({ queryKey: ['incident'] }),
    recount(),
  ]);
  return {
    done: outcomes.flatMap((outcome) => outcome.done),
    failed: outcomes.flatMap((outcome) => outcome.failed),
  };
}

/** Does the act to all of them. */
export function perform(targets: Target[], act: Act): Promise<Outcome> {
  const { action, ...body } = act;
  return each(targets, action, body);
}

/** Takes the latest act of this person on them back, while nobody else has changed them. */
export function undo(targets: Target[]): Promise<Outcome> {
  return each(targets, 'undo', {});
}
