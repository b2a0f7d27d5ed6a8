import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client';
import type { MapData } from '../../api/situation';
import { useSay, useText } from '../../i18n';
import { type Point, pointsOf } from '../../map/points';

const EVERY_MILLIS = 5_000;

export function useMapData() {
  return useQuery({
    queryKey: ['map'],
    queryFn: ({ signal }) => api.get<MapData>('/map', {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
}

/** The points of the data with their names in the person's language. */
export function usePoints(data: MapData | undefined): Point[] {
  const say = useSay();
  const text = useText();
  return useMemo(() => {
    if (!data) return [];
    return pointsOf(data, {
      alert: (alert) => text(alert.title),
      report: ({ id, description }) => cut(description) || say('map.report', { id }),
    });
  }, [data, say, text]);
}

const LONGEST_NAME = 70;

/** The beginning of what a citizen wrote, enough to tell one report from another. */
function cut(words: string): string {
  return words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME - 1).trimEnd()}…` : words;
}
