import { QueryClient } from '@tanstack/react-query';
import { Problem } from './client';

/** A request the server refused is not sent again; one that got no answer is, twice. */
function retry(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 5_000, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** After this the store's searches see what was written, milliseconds. */
const SEEN_AFTER = 1_500;

/** Counts the queue again: at once for what is seen already, and when searches see the rest. */
export function recount(): Promise<void> {
  const count = () => queryClient.invalidateQueries({ queryKey: ['queue-counts'] });
  setTimeout(() => void count(), SEEN_AFTER);
  return count();
}
