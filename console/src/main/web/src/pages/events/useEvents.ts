import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { EcsDocument, Page } from '../../api/types';

export interface FoundEvent {
  id: string;
  event: EcsDocument;
}

export interface EventPage extends Page<FoundEvent> {
  histogram: { at: string; count: number }[];
}

const A_PAGE = 200;

/** Searches events; the bars of the histogram come with the first page only. */
export function useEvents(q: string, { from, to }: { from: string; to: string }) {
  return useInfiniteQuery({
    queryKey: ['events', q, from, to],
    queryFn: ({ pageParam, signal }) =>
      api.get<EventPage>(
        '/events',
        { q, from, to, size: A_PAGE, cursor: pageParam, histogram: pageParam === null },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
}
