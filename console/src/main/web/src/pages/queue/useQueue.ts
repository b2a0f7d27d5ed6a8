import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, type Parameters } from '../../api/client';
import { queryClient } from '../../api/queries';
import { onStream } from '../../api/stream';
import type { Alert, Incident, Page } from '../../api/types';
import {
  alertParameters,
  asideOf,
  asideParameters,
  type Filter,
  incidentParameters,
  showsAlert,
  showsIncident,
  writeFilter,
} from './filter';
import { current, type Live, nothing, received } from './live';
import { rowsOf } from './rows';

const A_PAGE = 200;

interface LiveQueue {
  alerts: Live<Alert>;
  incidents: Live<Incident>;
}

const STILL: LiveQueue = { alerts: nothing(), incidents: nothing() };

/** The list of the queue: loaded once, changed in place by the stream, longer only when asked. */
export function useQueue(filter: Filter) {
  const key = JSON.stringify(writeFilter(filter));
  const [live, setLive] = useState<LiveQueue>(STILL);
  // An alert kept out of the queue is no incident's affair: with them no incident is asked for.
  const isQueue = filter.aside === null;
  const incidents = usePages<Incident>(
    ['queue', 'incidents', key],
    '/incidents',
    incidentParameters(filter),
    isQueue,
  );
  const alerts = usePages<Alert>(['queue', 'alerts', key], '/alerts', alertParameters(filter));
  const shown = useMemo(
    () => ({
      alerts: alerts.data?.pages.flatMap((page) => page.items) ?? [],
      incidents: incidents.data?.pages.flatMap((page) => page.items) ?? [],
    }),
    [alerts.data, incidents.data],
  );

  const latest = useRef({ shown, filter });
  latest.current = { shown, filter };
  const refresh = useCallback(async () => {
    setLive(STILL);
    // Back to the first page: what was scrolled past is no longer where it was.
    for (const of of ['incidents', 'alerts']) {
      queryClient.setQueryData<InfiniteData<Page<unknown>>>(
        ['queue', of, key],
        (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) },
      );
    }
    await Promise.all([isQueue ? incidents.refetch() : null, alerts.refetch()]);
  }, [incidents.refetch, alerts.refetch, isQueue, key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter starts over
  useEffect(() => setLive(STILL), [key]);
  useEffect(() => {
    const listed = (rows: { id: string }[]) => {
      const ids = new Set(rows.map((row) => row.id));
      return (id: string) => ids.has(id);
    };
    const leave = [
      onStream<Alert>('alert', (messages) =>
        setLive((now) => {
          const { shown: rows, filter: by } = latest.current;
          const next = received(now.alerts, messages, listed(rows.alerts), (one) =>
            showsAlert(by, one),
          );
          return { ...now, alerts: next };
        }),
      ),
      onStream<Incident>('incident', (messages) =>
        setLive((now) => {
          const { shown: rows, filter: by } = latest.current;
          const next = received(now.incidents, messages, listed(rows.incidents), (one) =>
            showsIncident(by, one),
          );
          return { ...now, incidents: next };
        }),
      ),
      onStream('reload', () => void refresh()),
    ];
    return () => {
      for (const stop of leave) stop();
    };
  }, [refresh]);

  const fresh = [...live.incidents.fresh.values(), ...live.alerts.fresh.values()];
  const empty = shown.alerts.length === 0 && shown.incidents.length === 0;
  const loaded = (!isQueue || incidents.isSuccess) && alerts.isSuccess;
  // Nothing is under the cursor of an empty list: it fills by itself.
  useEffect(() => {
    if (loaded && empty && fresh.length > 0) void refresh();
  }, [loaded, empty, fresh.length, refresh]);

  const totals = {
    incidents: incidents.data?.pages[0]?.total ?? 0,
    alerts: alerts.data?.pages[0]?.total ?? 0,
  };
  const rows = useMemo(() => {
    const now = current(shown.alerts, live.alerts);
    // One that is shelved, suppressed or heard again leaves at once.
    const here = now.filter((alert) => asideOf(alert) === filter.aside);
    return rowsOf(current(shown.incidents, live.incidents), here, {
      incidents: totals.incidents,
      alerts: totals.alerts - (now.length - here.length),
    });
  }, [shown, live, filter.aside, totals.incidents, totals.alerts]);
  return {
    rows,
    fresh,
    refresh,
    loaded,
    error: incidents.error ?? alerts.error,
    moreAlerts: nextOf(alerts),
    moreIncidents: nextOf(incidents),
  };
}

function usePages<T>(key: string[], path: string, asked: Parameters, enabled = true) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { ...asked, size: A_PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnReconnect: false,
    // What happened while another page was open was not heard here.
    refetchOnMount: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

/** Fetches the next page; null while there is none, or it is on its way. */
function nextOf(query: ReturnType<typeof usePages<unknown>>): (() => void) | null {
  return query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null;
}

/** How many open alerts wait in each pipeline, and how many are kept out of the queue. */
export function useCounts() {
  return useQuery({
    queryKey: ['queue-counts'],
    queryFn: async ({ signal }) => {
      const count = async (parameters: object) =>
        (await api.get<Page<Alert>>('/alerts', { size: 0, ...parameters }, signal)).total;
      const state = 'new,acknowledged,in_progress';
      const pipelines = ['security', 'traffic', 'press', 'field-report', 'service', 'platform'];
      const [shelved, suppressed, ...open] = await Promise.all([
        count({ state, ...asideParameters('shelved') }),
        count({ state, ...asideParameters('suppressed') }),
        ...pipelines.map((pipeline) => count({ state, pipeline, ...asideParameters(null) })),
      ]);
      return {
        aside: { shelved: shelved ?? 0, suppressed: suppressed ?? 0 },
        open: Object.fromEntries(pipelines.map((pipeline, i) => [pipeline, open[i] ?? 0])),
      };
    },
    refetchInterval: 15_000,
  });
}
