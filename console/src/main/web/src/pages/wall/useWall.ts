import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, Problem } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Wall } from '../../api/situation';
import { EVERY_MILLIS, isLost, PATIENCE_MILLIS } from './staleness';

async function load(signal: AbortSignal): Promise<Wall> {
  const patience = AbortSignal.timeout(PATIENCE_MILLIS);
  try {
    return await api.get<Wall>('/wall', {}, AbortSignal.any([signal, patience]));
  } catch (problem) {
    // The server has forgotten this session: the frame must look again, and ask to sign in.
    if (problem instanceof Problem && problem.status === 401) {
      void queryClient.invalidateQueries({ queryKey: ['session'] });
    }
    throw problem;
  }
}

/** The wall's data, asked for again and again whatever happens, and whether they can be believed. */
export function useWall() {
  const query = useQuery({
    queryKey: ['wall'],
    queryFn: ({ signal }) => load(signal),
    refetchInterval: EVERY_MILLIS,
    refetchIntervalInBackground: true,
    retry: false,
    structuralSharing: true,
  });
  const now = useSecond();
  const [startedAt] = useState(Date.now);
  return {
    wall: query.data,
    answeredAt: query.dataUpdatedAt,
    now,
    lost: isLost(query.dataUpdatedAt, startedAt, now),
  };
}

/** The moment, once a second. */
function useSecond(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
