import { useQuery } from '@tanstack/react-query';
import { api } from './client';
import { queryClient } from './queries';

/** A page as a person left it, under a name. */
export interface SavedView {
  id: string;
  page: 'queue' | 'events';
  name: string;
  /** Search parameters as in the page's address. */
  search: string;
}

/** Where the pages of saved views are. */
export const VIEW_PATHS: Record<SavedView['page'], string> = { queue: '/', events: '/events' };

export function useViews(enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['views'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: SavedView[] }>('/views', {}, signal)).items,
    staleTime: 60_000,
  });
}

export async function saveView(view: Omit<SavedView, 'id'>): Promise<SavedView> {
  const saved = await api.post<SavedView>('/views', view);
  await queryClient.invalidateQueries({ queryKey: ['views'] });
  return saved;
}

export async function forgetView(id: string): Promise<void> {
  await api.delete(`/views/${encodeURIComponent(id)}`);
  await queryClient.invalidateQueries({ queryKey: ['views'] });
}
