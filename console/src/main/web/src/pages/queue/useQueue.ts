import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../../api/client';
import { onStream } from '../../api/stream';
import type { Alert, Incident, Page } from '../../api/types';
import { alertParameters, type Filter, showsAlert, showsIncident, writeFilter } from './filter';
import { current, type Live, nothing, received } from './live';
import { rowsOf } from './rows';

const ALERTS_A_PAGE = 200;
const INCIDENTS = 200;

interface LiveQueue {
  alerts: Live<Alert>;
  incidents: Live<Incident>;
}

const STILL: LiveQueue = { alerts: nothing(), incidents: nothing() };

/** The list of the queue: loaded once, changed in place by the stream, longer only when asked. */
export function useQueue(filter: Filter) {
  const key = JSON.stringify(writeFilter(filter));
  const [live, setLive] = useState<LiveQueue>(STILL);
  const incidents = useQuery({
    queryKey: ['queue', 'incidents', key],
    queryFn: ({ signal }) => {
      const asked = { state: filter.states.join(','), severity: filter.severities.join(',') };
      return api.get<Page<Incident>>('/incidents', { ...asked, size: INCIDENTS }, signal);
    },
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const alerts = useInfiniteQuery({
    queryKey: ['queue', 'alerts', key],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Alert>>(
        '/alerts',
        { ...alertParameters(filter), size: ALERTS_A_PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const shown = useMemo(() => {
    const loadedAlerts = alerts.data?.pages.flatMap((page) => page.items) ?? [];
    const loadedIncidents = (incidents.data?.items ?? []).filter((one) =>
      showsIncident(filter, one),
    );
    return { alerts: loadedAlerts, incidents: loadedIncidents };
  }, [alerts.data, incidents.data, filter]);

  const latest = useRef({ shown, filter });
  latest.current = { shown, filter };
  const refresh = useCallback(async () => {
    setLive(STILL);
    await Promise.all([incidents.refetch(), alerts.refetch()]);
  }, [incidents.refetch, alerts.refetch]);

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
  const loaded = incidents.isSuccess && alerts.isSuccess;
  // Nothing is under the cursor of an empty list: it fills by itself.
  useEffect(() => {
    if (loaded && empty && fresh.length > 0) void refresh();
  }, [loaded, empty, fresh.length, refresh]);

  const total = alerts.data?.pages[0]?.total ?? 0;
  const rows = useMemo(
    () =>
      rowsOf(current(shown.incidents, live.incidents), current(shown.alerts, live.alerts), total),
    [shown, live, total],
  );
  return {
    rows,
    fresh,
    refresh,
    loaded,
    error: incidents.error ?? alerts.error,
    more: alerts.hasNextPage && !alerts.isFetchingNextPage ? alerts.fetchNextPage : null,
  };
}

/** How many open alerts wait in each pipeline, and how many are muted. */
export function useCounts() {
  return useQuery({
    queryKey: ['queue-counts'],
    queryFn: async ({ signal }) => {
      const count = async (parameters: object) =>
        (await api.get<Page<Alert>>('/alerts', { size: 0, ...parameters }, signal)).total;
      const state = 'new,acknowledged,in_progress';
      const pipelines = ['security', 'traffic', 'press', 'field-report', 'service', 'platform'];
      const [muted, ...open] = await Promise.all([
        count({ state, muted: true }),
        ...pipelines.map((pipeline) => count({ state, pipeline, muted: false })),
      ]);
      return {
        muted: muted ?? 0,
        open: Object.fromEntries(pipelines.map((pipeline, i) => [pipeline, open[i] ?? 0])),
      };
    },
    refetchInterval: 15_000,
  });
}
