import { useQuery } from '@tanstack/react-query';
import { api, Problem, setCsrf } from '../api/client';
import { queryClient } from '../api/queries';
import type { Role, Session } from '../api/types';

const KEY = ['session'];

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: load, staleTime: 60_000 });
}

async function load(): Promise<Session | null> {
  try {
    return remember(await api.get<Session>('/session'));
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return null;
    throw problem;
  }
}

function remember(session: Session): Session {
  setCsrf(session.csrf);
  return session;
}

/** Takes over a session that a request has opened or changed. */
export function signedIn(session: Session): void {
  queryClient.setQueryData(KEY, remember(session));
}

export async function signOut(): Promise<void> {
  await api.delete('/session');
  queryClient.clear();
  queryClient.setQueryData(KEY, null);
}

const RANKS: readonly Role[] = ['viewer', 'operator', 'analyst', 'administrator'];

/** Whether the role may do what `needed` may. */
export function includes(role: Role, needed: Role): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(needed);
}

/** Whether the person at this tab may do what the role may. */
export function useMay(needed: Role): boolean {
  const { data } = useSession();
  return data ? includes(data.user.role, needed) : false;
}
