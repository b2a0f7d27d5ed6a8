import type { ServiceCheck, ServiceSituation } from '../../api/situation';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { millis } from '../../format/time';
import { useSay } from '../../i18n';
import { PanelHead } from './PanelHead';
import classes from './pipeline.module.css';
import { useSituation } from './useSituation';

const DAY_MILLIS = 86_400_000;
/** A certificate that ends sooner is shown as abnormal, as the rule warns. */
const SOON_DAYS = 14;

/** The latest check of each service: up or down, how fast, how long its certificate lasts. */
export function ServicePanel() {
  return (
    <Await query={useSituation<ServiceSituation>('service')}>
      {(situation) => <Services {...situation} />}
    </Await>
  );
}

function Services({ feed, services }: ServiceSituation) {
  const say = useSay();
  const up = services.filter((one) => one.up).length;
  const values = { up: number(up), known: number(services.length) };
  return (
    <>
      <PanelHead summary={say('service.summary', values)} feed={feed} />
      {services.length === 0 && <Empty title={say('service.none')} />}
      {services.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('service.service')}</th>
              <th scope="col">{say('service.state')}</th>
              <th scope="col">{say('service.response')}</th>
              <th scope="col">{say('service.certificate')}</th>
            </tr>
          </thead>
          <tbody>
            {services.map((check) => (
              <Service key={check.service} check={check} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Service({ check }: { check: ServiceCheck }) {
  const say = useSay();
  const status = check.status > 0 ? ` · ${check.status}` : '';
  return (
    <tr>
      <td>
        {check.service}
        <span className={classes.sub}>
          {check.kind} {check.host} · {say('service.checked')} <Time at={check.at} short />
        </span>
      </td>
      <td className={check.up ? classes.short : undefined} data-bad={!check.up || undefined}>
        {check.up ? say('map.service.up') : `▲ ${say('map.service.down')}`}
        {check.error && <span className={classes.sub}>{check.error}</span>}
      </td>
      <td className={classes.short}>
        {number(check.durationMillis)} ms{status}
      </td>
      <td>{check.certificateExpires && <Certificate until={check.certificateExpires} />}</td>
    </tr>
  );
}

function Certificate({ until }: { until: string }) {
  const say = useSay();
  const days = daysLeft(until, Date.now());
  return (
    <span data-bad={days < SOON_DAYS || undefined} title={until}>
      {days < 0 ? say('service.expired') : say('service.days', { n: number(days) })}
    </span>
  );
}

/** Whole days that a certificate still lasts; below zero when it has ended. */
export function daysLeft(until: string, now: number): number {
  return Math.floor((millis(until) - now) / DAY_MILLIS);
}
