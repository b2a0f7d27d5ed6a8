import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Health, Status } from '../../api/platform';
import { useMay } from '../../app/session';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { age } from '../../format/number';
import { millis } from '../../format/time';
import { type MessageId, useLanguage, useSay, useText } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';
import { Caps } from './Caps';
import { Feeds } from './Feeds';
import { RuleCounts } from './RuleCounts';

const EVERY_MILLIS = 5_000;
const SHAPES: Record<Status, string> = { ok: '✓', degraded: '▲', down: '◆' };
const INPUT = 'input ';

/** How the platform is, part by part; it needs nothing of the store, so it tells when that is away. */
export default function HealthPage() {
  const say = useSay();
  const operates = useMay('operator');
  const query = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => api.health<Health>(signal),
    refetchInterval: EVERY_MILLIS,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus
    <div className={classes.page} tabIndex={0}>
      <Await query={query}>
        {(health) => (
          <>
            <Head health={health} />
            {health.parts.some((part) => part.name === 'store' && part.status === 'down') && (
              <p className={classes.verdict} data-status="degraded">
                ▲ {say('health.storeAway')}
              </p>
            )}
            <Parts health={health} />
          </>
        )}
      </Await>
      <Feeds />
      {operates && <RuleCounts />}
      {operates && <Caps />}
    </div>
  );
}

function Head({ health }: { health: Health }) {
  const say = useSay();
  const language = useLanguage();
  const up = age(millis(health.at) - millis(health.startedAt), language);
  return (
    <header className={classes.head}>
      <h1>{say('health.title')}</h1>
      <p className={classes.verdict} data-status={health.status} role="status">
        {SHAPES[health.status]} {say(`health.all.${health.status}`)}
      </p>
      <p className={classes.muted}>
        {say('health.version', { version: health.version })}, {say('health.up', { age: up })}
      </p>
    </header>
  );
}

function Parts({ health }: { health: Health }) {
  const say = useSay();
  const text = useText();
  return (
    <section className={classes.block}>
      <h2>{say('health.parts')}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{say('health.part')}</th>
            <th scope="col">{say('health.state')}</th>
            <th scope="col">{say('health.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {health.parts.map((part) => (
            <tr key={part.name}>
              <td>{partName(part.name, say)}</td>
              <td className={classes.verdict} data-status={part.status}>
                {SHAPES[part.status]} {say(`health.${part.status}`)}
              </td>
              <td>{text(part.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function partName(name: string, say: ReturnType<typeof useSay>): string {
  if (name.startsWith(INPUT)) return say('health.input', { name: name.slice(INPUT.length) });
  const id = `health.part.${name}`;
  return id in MESSAGES ? say(id as MessageId) : name;
}
