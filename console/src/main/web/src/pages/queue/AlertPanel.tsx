import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../../api/client';
import { queryClient } from '../../api/queries';
import { useRules } from '../../api/rules';
import { onStream } from '../../api/stream';
import type { Alert, WholeAlert } from '../../api/types';
import { Section } from '../../design/Section';
import { SeverityMark } from '../../design/SeverityMark';
import { StateMark } from '../../design/StateMark';
import { Await } from '../../design/states';
import { Time } from '../../design/Time';
import { AllEvents } from '../../event/AllEvents';
import { EntityLink } from '../../event/EntityLink';
import { EventList } from '../../event/EventList';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import type { Target } from '../../triage/acts';
import { Notes } from '../../triage/Notes';
import { TriageButtons } from '../../triage/TriageButtons';
import { asideOf } from './filter';
import { MuteForm } from './MuteForm';
import classes from './panel.module.css';

interface Props {
  id: string;
  onShut: () => void;
  onClose: (targets: Target[]) => void;
}

/** One alert beside the list: what, why, who and where, evidence, what to do next. */
export function AlertPanel({ id, onShut, onClose }: Props) {
  const say = useSay();
  const query = useQuery({
    queryKey: ['alert', id],
    queryFn: ({ signal }) => api.get<WholeAlert>(`/alerts/${encodeURIComponent(id)}`, {}, signal),
  });
  useEffect(
    () =>
      onStream<Alert>('alert', (messages) => {
        if (messages.some((alert) => alert.id === id)) {
          void queryClient.invalidateQueries({ queryKey: ['alert', id] });
        }
      }),
    [id],
  );
  return (
    <aside className={classes.panel} aria-label={say('alert.detail')}>
      <CloseButton className={classes.shut} aria-label={say('app.close')} onClick={onShut} />
      <Await query={query}>{(alert) => <Detail alert={alert} onClose={onClose} />}</Await>
    </aside>
  );
}

function Detail({ alert, onClose }: { alert: WholeAlert; onClose: Props['onClose'] }) {
  const say = useSay();
  const text = useText();
  const target: Target = { kind: 'alert', id: alert.id };
  return (
    <>
      <div className={classes.head}>
        <h2>{text(alert.title)}</h2>
        <p className={classes.line}>
          <SeverityMark severity={alert.severity} />
          <StateMark state={alert.triage.state} />
          {alert.triage.assignee && <span>{alert.triage.assignee}</span>}
          <span>{say(`pipeline.${alert.pipeline}`)}</span>
          {alert.simulated && <span className={classes.mark}>{say('queue.simulated')}</span>}
          {alert.late && <span className={classes.mark}>{say('queue.late')}</span>}
          {asideOf(alert) && (
            <span className={classes.mark}>{say(`condition.${alert.condition}`)}</span>
          )}
        </p>
        {alert.triage.verdict && (
          <p>{say('alert.verdict', { verdict: say(`verdict.${alert.triage.verdict}`) })}</p>
        )}
        <div className={classes.acts}>
          <TriageButtons
            targets={[target]}
            state={alert.triage.state}
            onClose={() => onClose([target])}
            keys
          />
          {alert.incident && (
            <Link to="/incidents/$id" params={{ id: alert.incident } as never}>
              {say('alert.incident')} (c)
            </Link>
          )}
        </div>
      </div>
      <Section title={say('alert.why')}>
        <p className={classes.reason}>{text(alert.reason)}</p>
        <p className={classes.quiet}>
          <Time at={alert.firstSeen} /> – <Time at={alert.lastSeen} /> ·{' '}
          {say('alert.count', { n: number(alert.count) })} · {say(`condition.${alert.condition}`)}
        </p>
      </Section>
      <Section title={say('alert.who')}>
        <div className={classes.entities}>
          {alert.entities.map((entity) => (
            <EntityLink key={`${entity.kind}${entity.value}${entity.role}`} entity={entity} />
          ))}
        </div>
        {alert.place && (
          <p>
            {alert.place.name} ·{' '}
            <Link to="/map" search={{ at: alert.id } as never}>
              {say('alert.onMap')}
            </Link>
          </p>
        )}
      </Section>
      <Rationale alert={alert} />
      <Section title={`${say('alert.evidence')} (${number(alert.evidence.length)})`}>
        <EventList events={alert.evidence} total={alert.evidence.length} />
        <AllEvents alert={alert} />
      </Section>
      <Section title={say('triage.notes')}>
        <Notes notes={alert.triage.notes} target={target} />
      </Section>
      <MuteForm alert={alert} />
    </>
  );
}

/** Why the rule exists and what it asks for (ISA-18.2). */
function Rationale({ alert }: { alert: Alert }) {
  const say = useSay();
  const text = useText();
  const rule = useRules().data?.find((one) => one.id === alert.rule);
  return (
    <Section title={say('alert.next')}>
      {rule?.action && (
        <p className={classes.reason}>
          {text(rule.action)}
          {rule.respondWithinMinutes
            ? ` · ${say('alert.respond', { n: number(rule.respondWithinMinutes) })}`
            : ''}
        </p>
      )}
      <dl className={classes.facts}>
        {rule?.cause && <Fact name={say('alert.cause')}>{text(rule.cause)}</Fact>}
        {rule?.consequence && <Fact name={say('alert.consequence')}>{text(rule.consequence)}</Fact>}
        <Fact name={say('alert.rule')}>
          <Link to="/rules" search={{ rule: alert.rule } as never}>
            {alert.rule}
          </Link>
        </Fact>
        {alert.attack.length > 0 && (
          <Fact name={say('alert.techniques')}>{alert.attack.join(', ')}</Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
