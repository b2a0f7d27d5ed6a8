import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import { queryClient } from '../../api/queries';
import { onStream } from '../../api/stream';
import type { Incident, WholeIncident } from '../../api/types';
import { useSearchText } from '../../app/search';
import { Section } from '../../design/Section';
import { SeverityMark } from '../../design/SeverityMark';
import { StateMark } from '../../design/StateMark';
import { Await } from '../../design/states';
import { Time } from '../../design/Time';
import { EntityLink } from '../../event/EntityLink';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import { useShortcut } from '../../keyboard/registry';
import type { Target } from '../../triage/acts';
import { CloseDialog } from '../../triage/CloseDialog';
import { Notes } from '../../triage/Notes';
import { numberOf } from '../../triage/number';
import { TriageButtons } from '../../triage/TriageButtons';
import { useTriage } from '../../triage/useTriage';
import { AlertTable } from './AlertTable';
import { EvidencePanel } from './EvidencePanel';
import classes from './incident.module.css';
import { PlaybookSteps } from './PlaybookSteps';
import { Stages } from './Stages';
import { Timeline } from './Timeline';

/** One affair: what happened in five sentences, how it went on, what to do. */
export default function IncidentPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) =>
      api.get<WholeIncident>(`/incidents/${encodeURIComponent(id)}`, {}, signal),
  });
  useEffect(
    () =>
      onStream<Incident>('incident', (messages) => {
        if (messages.some((incident) => incident.id === id)) {
          void queryClient.invalidateQueries({ queryKey: ['incident', id] });
        }
      }),
    [id],
  );
  return <Await query={query}>{(incident) => <Detail key={id} incident={incident} />}</Await>;
}

function Detail({ incident }: { incident: WholeIncident }) {
  const say = useSay();
  const text = useText();
  const [search, setSearch] = useSearchText();
  const [closing, setClosing] = useState<Target[] | null>(null);
  const target: Target = { kind: 'incident', id: incident.id };
  const marked = search.events?.split(',').filter(Boolean) ?? [];
  const show = (events: string[], alert: string | null) =>
    setSearch({ events: events.join(','), of: alert ?? '' });
  const counts = new Map(incident.alertViews.map((alert) => [alert.id, alert.count]));
  const cited = ({ events, alert }: { events: string[]; alert: string | null }) => {
    const total = (alert && counts.get(alert)) || events.length;
    return total > events.length
      ? say('incident.eventsOf', { n: number(events.length), total: number(total) })
      : say('incident.events', { n: events.length });
  };
  useKeys(target, () => setClosing([target]));
  return (
    <div className={classes.page} data-panel={marked.length > 0 || undefined}>
      <article className={classes.body}>
        <Head incident={incident} onClose={() => setClosing([target])} />
        <div className={classes.columns}>
          <div>
            <Section level={2} title={say('incident.summary')}>
              <ol className={classes.sentences}>
                {incident.summary.map((sentence) => (
                  <li key={sentence.text.en}>
                    <span>{text(sentence.text)}</span>
                    {sentence.events.length > 0 && (
                      <button
                        type="button"
                        className={classes.cite}
                        aria-pressed={search.events === sentence.events.join(',')}
                        onClick={() => show(sentence.events, sentence.alert)}
                      >
                        {cited(sentence)}
                      </button>
                    )}
                  </li>
                ))}
              </ol>
            </Section>
            <Stages incident={incident} />
            <Section level={2} title={say('incident.timeline')}>
              <Timeline entries={incident.timeline} alerts={incident.alertViews} onShow={show} />
            </Section>
            <Section level={2} title={say('incident.alerts', { n: number(incident.alertCount) })}>
              <AlertTable alerts={incident.alertViews} />
            </Section>
          </div>
          <div>
            <Section level={2} title={say('incident.playbook')}>
              <PlaybookSteps incident={incident} />
            </Section>
            <Section level={2} title={say('incident.entities')}>
              <div className={classes.entities}>
                {incident.entities.map((entity) => (
                  <EntityLink key={`${entity.kind}${entity.value}${entity.role}`} entity={entity} />
                ))}
              </div>
            </Section>
            <Section level={2} title={say('triage.notes')}>
              <Notes notes={incident.notes} target={target} />
            </Section>
          </div>
        </div>
      </article>
      {marked.length > 0 && (
        <EvidencePanel
          ids={marked}
          alert={search.of}
          onShut={() => setSearch({ events: '', of: '' })}
        />
      )}
      <CloseDialog
        targets={closing}
        onDone={() => setClosing(null)}
        onCancel={() => setClosing(null)}
      />
    </div>
  );
}

function Head({ incident, onClose }: { incident: WholeIncident; onClose: () => void }) {
  const say = useSay();
  const text = useText();
  return (
    <header className={classes.head}>
      <Link to="/">← {say('incident.back')}</Link>
      <div className={classes.title}>
        <h1>{text(incident.title)}</h1>
        <TriageButtons
          targets={[{ kind: 'incident', id: incident.id }]}
          state={incident.state}
          onClose={onClose}
          keys
        />
      </div>
      <p className={classes.line}>
        <SeverityMark severity={incident.severity} />
        <StateMark state={incident.state} />
        {incident.owner && <span>{incident.owner}</span>}
        {incident.verdict && (
          <span>{say('alert.verdict', { verdict: say(`verdict.${incident.verdict}`) })}</span>
        )}
        <span>
          <Time at={incident.firstSeen} /> – <Time at={incident.lastSeen} />
        </span>
        <code title={incident.id}>{numberOf(incident)}</code>
        {incident.simulated && <span className={classes.mark}>{say('queue.simulated')}</span>}
      </p>
      {incident.mergedInto && (
        <p role="alert">
          {say('incident.merged')} ·{' '}
          <Link to="/incidents/$id" params={{ id: incident.mergedInto } as never}>
            {say('incident.openMerged')}
          </Link>
        </p>
      )}
    </header>
  );
}

function useKeys(target: Target, close: () => void) {
  const say = useSay();
  const navigate = useNavigate();
  const triage = useTriage();
  useShortcut(
    'incident.back',
    'Escape',
    say('incident.key.back'),
    () => void navigate({ to: '/' }),
  );
  useShortcut(
    'incident.acknowledge',
    'y',
    say('incident.key.acknowledge'),
    () => void triage([target], { action: 'acknowledge' }),
  );
  useShortcut(
    'incident.take',
    'a',
    say('incident.key.take'),
    () => void triage([target], { action: 'take' }),
  );
  useShortcut('incident.close', 'e', say('incident.key.close'), close);
}
