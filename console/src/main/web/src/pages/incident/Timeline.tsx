import { Link } from '@tanstack/react-router';
import type { Alert, TimelineEntry } from '../../api/types';
import { SeverityMark } from '../../design/SeverityMark';
import { Time } from '../../design/Time';
import { type MessageId, useSay, useText } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';
import classes from './incident.module.css';

/** Alerts, notes and actions as they came. */
export function Timeline(props: {
  entries: TimelineEntry[];
  alerts: Alert[];
  onShow: (events: string[], alert: string | null) => void;
}) {
  const say = useSay();
  const text = useText();
  const byId = new Map(props.alerts.map((alert) => [alert.id, alert]));
  const kind = (name: string) => {
    const id = `incident.kind.${name}`;
    return id in MESSAGES ? say(id as MessageId) : name;
  };
  return (
    <ol className={classes.timeline}>
      {props.entries.map((entry) => {
        const alert = entry.alert ? byId.get(entry.alert) : undefined;
        return (
          <li key={`${entry.at}${entry.kind}${entry.text.en}`} data-kind={entry.kind}>
            <Time at={entry.at} />
            <span>
              {alert ? <SeverityMark severity={alert.severity} /> : kind(entry.kind)}
              {entry.by && ` · ${entry.by}`}
            </span>
            <span>
              {alert && (
                <>
                  <Link to="/" search={{ alert: alert.id } as never}>
                    {text(alert.title)}
                  </Link>{' '}
                </>
              )}
              {text(entry.text)}{' '}
              {entry.events.length > 0 && (
                <button
                  type="button"
                  className={classes.cite}
                  onClick={() => props.onShow(entry.events, entry.alert)}
                >
                  {say('incident.events', { n: entry.events.length })}
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
