import { useEffect, useRef, useState } from 'react';
import type { OpenAlert } from '../../api/situation';
import { SeverityMark } from '../../design/SeverityMark';
import { number } from '../../format/number';
import { hourMinute } from '../../format/time';
import { useSay, useText } from '../../i18n';
import classes from './wall.module.css';

const STANDS_OUT_MILLIS = 15_000;

/** The three most urgent alerts, without a word about persons. A new critical one stands out. */
export function Urgent({ alerts, known }: { alerts: OpenAlert[]; known: boolean }) {
  const say = useSay();
  const text = useText();
  const fresh = useNewCritical(alerts);
  return (
    <section className={classes.urgent} aria-label={say('wall.urgent')}>
      <h2>{say('wall.urgent')}</h2>
      {alerts.length === 0 && known && <p className={classes.calm}>{say('wall.noUrgent')}</p>}
      <ol>
        {alerts.map((alert) => (
          <li
            key={alert.id}
            data-severity={alert.severity}
            data-new={fresh.has(alert.id) || undefined}
          >
            <SeverityMark severity={alert.severity} />
            <span className={classes.what}>{text(alert.title)}</span>
            <span className={classes.where}>
              {alert.place?.name ?? say(`pipeline.${alert.pipeline}`)}
            </span>
            <span className={classes.count}>
              {hourMinute(alert.lastSeen)} · {say('wall.times', { n: number(alert.count) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Ids of the critical alerts that came within the last seconds; those of the first look are not. */
function useNewCritical(alerts: OpenAlert[]): Set<string> {
  const known = useRef<Set<string> | null>(null);
  const [fresh, setFresh] = useState<Set<string>>(new Set());
  useEffect(() => {
    const before = known.current;
    if (alerts.length === 0 && before === null) return;
    known.current = new Set([...(before ?? []), ...alerts.map((alert) => alert.id)]);
    if (before === null) return;
    const came = alerts.filter((one) => one.severity === 'critical' && !before.has(one.id));
    if (came.length === 0) return;
    const ids = came.map((alert) => alert.id);
    setFresh((now) => new Set([...now, ...ids]));
    setTimeout(
      () => setFresh((now) => new Set([...now].filter((id) => !ids.includes(id)))),
      STANDS_OUT_MILLIS,
    );
  }, [alerts]);
  return fresh;
}
