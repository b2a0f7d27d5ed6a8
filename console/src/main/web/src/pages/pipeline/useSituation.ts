import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Feed } from '../../api/situation';
import type { Pipeline } from '../../api/types';

const EVERY_MILLIS = 5_000;

/** How a pipeline stands, asked for every few seconds. */
export function useSituation<T extends { feed: Feed }>(pipeline: Pipeline) {
  return useQuery({
    queryKey: ['situation', pipeline],
    queryFn: ({ signal }) => api.get<T>(`/pipelines/${pipeline}`, {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
}
