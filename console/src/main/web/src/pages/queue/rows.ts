import type { Alert, Incident } from '../../api/types';
import type { Target } from '../../triage/acts';

/** What one line of the list is. */
export type Row =
  | { kind: 'heading'; key: string; of: 'incidents' | 'alerts'; count: number; shown: number }
  | { kind: 'more'; key: string; left: number }
  | { kind: 'incident'; key: string; incident: Incident }
  | { kind: 'alert'; key: string; alert: Alert };

export const keyOf = (target: Target): string => `${target.kind}/${target.id}`;

/** The thing a row's key stands for. */
export function targetOf(key: string): Target {
  const at = key.indexOf('/');
  return { kind: key.slice(0, at) as Target['kind'], id: key.slice(at + 1) };
}

/**
 * Incidents first, the most urgent on top, then alerts; headings say how many there are and, while
 * not all of them are loaded, how many are shown.
 */
export function rowsOf(
  incidents: Incident[],
  alerts: Alert[],
  totals: { incidents: number; alerts: number },
): Row[] {
  const rows: Row[] = [];
  if (incidents.length > 0) {
    rows.push(heading('incidents', totals.incidents, incidents.length));
    for (const incident of incidents) {
      rows.push({ kind: 'incident', key: keyOf({ kind: 'incident', id: incident.id }), incident });
    }
    const left = totals.incidents - incidents.length;
    if (left > 0) rows.push({ kind: 'more', key: 'incidents-more', left });
  }
  if (alerts.length > 0) {
    rows.push(heading('alerts', totals.alerts, alerts.length));
    for (const alert of alerts) {
      rows.push({ kind: 'alert', key: keyOf({ kind: 'alert', id: alert.id }), alert });
    }
  }
  return rows;
}

function heading(of: 'incidents' | 'alerts', total: number, shown: number): Row {
  return { kind: 'heading', key: of, of, count: Math.max(total, shown), shown };
}
