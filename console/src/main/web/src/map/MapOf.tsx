import { useQuery } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import { type ComponentProps, lazy, Suspense } from 'react';
import { api } from '../api/client';
import type { Commune } from '../api/situation';
import { useSay } from '../i18n';
import classes from './map.module.css';

const ProvinceMap = lazy(() => import('./ProvinceMap'));

const NONE: Commune[] = [];
const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

/** The map with the communes of the gazetteer and the administrator's boundaries, when given. */
export function MapOf(props: Omit<ComponentProps<typeof ProvinceMap>, 'communes' | 'boundaries'>) {
  const say = useSay();
  const places = useQuery({
    queryKey: ['places'],
    queryFn: ({ signal }) => api.get<{ communes: Commune[] }>('/places', {}, signal),
    ...FOREVER,
  });
  const boundaries = useQuery({
    queryKey: ['boundaries'],
    queryFn: ({ signal }) => api.get<FeatureCollection | null>('/boundaries', {}, signal),
    ...FOREVER,
  });
  const waiting = <div className={classes.loading}>{say('map.drawing')}</div>;
  if (places.isPending || boundaries.isPending) return waiting;
  return (
    <Suspense fallback={waiting}>
      <ProvinceMap
        {...props}
        communes={places.data?.communes ?? NONE}
        boundaries={boundaries.data ?? null}
      />
    </Suspense>
  );
}
