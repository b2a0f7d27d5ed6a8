import { Button, CloseButton } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { WholeAlert } from '../../api/types';
import { Await, Failed, Loading } from '../../design/states';
import { AllEvents } from '../../event/AllEvents';
import type { WholeEvent } from '../../event/EventDetail';
import { EventList } from '../../event/EventList';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import panel from '../queue/panel.module.css';

const A_PAGE = 50;

interface Props {
  ids: string[];
  /** The alert they are kept with, when it is one. */
  alert: string | undefined;
  onShut: () => void;
}

/** The events a sentence or an entry of the timeline rests on. */
export function EvidencePanel({ ids, alert, onShut }: Props) {
  const say = useSay();
  return (
    <aside className={panel.panel} aria-label={say('incident.evidence')}>
      <CloseButton className={panel.shut} aria-label={say('app.close')} onClick={onShut} />
      <div className={panel.head}>
        <h2>
          {say('incident.evidence')} ({number(ids.length)})
        </h2>
      </div>
      {alert ? <KeptWith alert={alert} /> : <Several ids={ids} />}
    </aside>
  );
}

/** What the alert keeps of its events: there as long as the alert is, however old they are. */
function KeptWith({ alert }: { alert: string }) {
  const query = useQuery({
    queryKey: ['alert', alert],
    queryFn: ({ signal }) =>
      api.get<WholeAlert>(`/alerts/${encodeURIComponent(alert)}`, {}, signal),
  });
  return (
    <Await query={query}>
      {(whole) => (
        <>
          <AllEvents alert={whole} />
          <EventList events={whole.evidence} total={whole.evidence.length} />
        </>
      )}
    </Await>
  );
}

/** Events of several alerts, page by page. */
function Several({ ids }: { ids: string[] }) {
  const say = useSay();
  const [asked, setAsked] = useState(A_PAGE);
  const queries = useQueries({
    queries: ids.slice(0, asked).map((id) => ({
      queryKey: ['event', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<WholeEvent>(`/events/${encodeURIComponent(id)}`, {}, signal),
      staleTime: 60_000,
    })),
  });
  const events = queries.flatMap((query) => (query.data ? [query.data] : []));
  const error = queries.find((query) => query.error)?.error;
  return (
    <>
      {events.length === 0 && (error ? <Failed error={error} /> : <Loading />)}
      <EventList events={events} total={ids.length} />
      {ids.length > asked && (
        <Button
          size="compact-xs"
          variant="default"
          mt={6}
          loading={queries.some((query) => query.isPending)}
          onClick={() => setAsked(asked + A_PAGE)}
        >
          {say('incident.moreEvidence', {
            n: number(Math.min(A_PAGE, ids.length - asked)),
            left: number(ids.length - asked),
          })}
        </Button>
      )}
    </>
  );
}
