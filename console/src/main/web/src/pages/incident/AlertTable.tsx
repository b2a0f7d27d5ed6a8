import { Link } from '@tanstack/react-router';
import type { Alert } from '../../api/types';
import { SeverityMark } from '../../design/SeverityMark';
import { StateMark } from '../../design/StateMark';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import classes from './incident.module.css';

/** The incident's alerts in the order of their first evidence, with their ATT&CK techniques. */
export function AlertTable({ alerts }: { alerts: Alert[] }) {
  const say = useSay();
  const text = useText();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{say('queue.time')}</th>
          <th>{say('queue.severity')}</th>
          <th>{say('queue.what')}</th>
          <th>{say('alert.techniques')}</th>
          <th className={classes.figure}>{say('queue.count')}</th>
          <th>{say('queue.state')}</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td>
              <Time at={alert.lastSeen} />
            </td>
            <td>
              <SeverityMark severity={alert.severity} />
            </td>
            <td>
              <Link to="/" search={{ alert: alert.id } as never}>
                {text(alert.title)}
              </Link>
            </td>
            <td>{alert.attack.join(', ')}</td>
            <td className={classes.figure}>{number(alert.count)}</td>
            <td>
              <StateMark state={alert.triage.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
