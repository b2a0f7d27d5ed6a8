import type { Alert, Incident } from '../../api/types';
import type { Target } from '../../triage/acts';

/** What one line of the list is. */
export type Row =
  | { kind: 'heading'; key: string; of: 'incidents' | 'alerts'; count: number }
  | { kind: 'incident'; key: string; incident: Incident }
  | { kind: 'alert'; key: string; alert: Alert };

export const keyOf = (target: Target): string => `${target.kind}/${target.id}`;

/** The thing a row's key stands for. */
export function targetOf(key: string): Target {
  const at = key.indexOf('/');
  return { kind: key.slice(0, at) as Target['kind'], id: key.slice(at + 1) };
}

/** Incidents first, the most urgent on top, then alerts; headings only where both could stand. */
export function rowsOf(incidents: Incident[], alerts: Alert[], totalAlerts: number): Row[] {
  const rows: Row[] = [];
  if (incidents.length > 0) {
    rows.push({ kind: 'heading', key: 'incidents', of: 'incidents', count: incidents.length });
    for (const incident of incidents) {
      rows.push({ kind: 'incident', key: keyOf({ kind: 'incident', id: incident.id }), incident });
    }
  }
  if (alerts.length > 0) {
    rows.push({ kind: 'heading', key: 'alerts', of: 'alerts', count: totalAlerts });
    for (const alert of alerts) {
      rows.push({ kind: 'alert', key: keyOf({ kind: 'alert', id: alert.id }), alert });
    }
  }
  return rows;
}
