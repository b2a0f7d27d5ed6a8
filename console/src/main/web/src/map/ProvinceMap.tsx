import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import {
  type GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  type MapOptions,
  Marker,
  NavigationControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import type { Commune } from '../api/situation';
import { usePreferences } from '../app/preferences';
import { DARK, LIGHT, type Palette } from '../design/tokens';
import { useSay } from '../i18n';
import { ArchipelagoInset } from './ArchipelagoInset';
import classes from './map.module.css';
import { geoJsonOf, type Point } from './points';
import { MAX_BOUNDS, PROVINCE_BOUNDS, styleOf } from './style';
import { allSymbols, drawSymbol } from './symbols';

setWorkerUrl(workerUrl);

interface Props {
  points: Point[];
  communes: Commune[];
  boundaries: FeatureCollection | null;
  /** Size of text and symbols: 1 on a desk, more on a wall. */
  scale?: number;
  /** Absent: the map cannot be moved, as on a wall. */
  onPick?: (key: string) => void;
  picked?: string | null;
}

const SYMBOL_PIXELS = 4;

/** The province drawn from our own lines, with points on it. Lazily loaded: MapLibre is heavy. */
export default function ProvinceMap(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { map, drawn } = useMap(box, props);
  useData(map, props.points);
  usePicked(map, props.picked ?? null, props.points);
  return (
    <div className={classes.frame} data-drawn={drawn || undefined}>
      <div ref={box} className={classes.map} />
      <ArchipelagoInset scale={props.scale ?? 1} />
    </div>
  );
}

function useMap(box: React.RefObject<HTMLDivElement | null>, props: Props) {
  const say = useSay();
  const scheme = usePreferences((preferences) => preferences.scheme);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [drawn, setDrawn] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  const { communes, boundaries, scale = 1 } = props;
  const moves = props.onPick !== undefined;
  useEffect(() => {
    let made: MapLibre | null = null;
    let gone = false;
    const palette = scheme === 'dark' ? DARK : LIGHT;
    const start = async () => {
      await document.fonts.load('13px "Be Vietnam Pro"', 'Nghệ An');
      if (gone || !box.current) return;
      const points = geoJsonOf(latest.current.points);
      made = new MapLibre({
        container: box.current,
        style: styleOf({ palette, communes, boundaries, scale, points }),
        bounds: PROVINCE_BOUNDS,
        fitBoundsOptions: { padding: 8 * scale },
        maxBounds: moves ? MAX_BOUNDS : undefined,
        interactive: moves,
        attributionControl: false,
        dragRotate: false,
        fadeDuration: 0,
        localIdeographFontFamily: false,
        locale: {
          'Map.Title': say('map.region'),
          'NavigationControl.ZoomIn': say('map.zoomIn'),
          'NavigationControl.ZoomOut': say('map.zoomOut'),
        },
      } as MapOptions);
      addSymbols(made, palette);
      if (moves) makeMovable(made, (key) => latest.current.onPick?.(key));
      else made.on('resize', () => made?.fitBounds(PROVINCE_BOUNDS, { padding: 8, duration: 0 }));
      made.once('idle', () => setDrawn(true));
      setMap(made);
    };
    void start();
    return () => {
      gone = true;
      made?.remove();
      setMap(null);
      setDrawn(false);
    };
  }, [box, scheme, communes, boundaries, scale, moves, say]);
  return { map, drawn };
}

function addSymbols(map: MapLibre, palette: Palette) {
  for (const { name, kind, ring } of allSymbols()) {
    map.addImage(name, drawSymbol(kind, ring, palette, SYMBOL_PIXELS), { pixelRatio: 2 });
  }
}

function makeMovable(map: MapLibre, pick: (key: string) => void) {
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-left');
  map.on('click', 'points', (event) => {
    const key = event.features?.[0]?.properties.key;
    if (typeof key === 'string') pick(key);
  });
  map.on('click', 'clusters', (event) => void openCluster(map, event));
  for (const layer of ['points', 'clusters']) {
    map.on('mouseenter', layer, () => map.getCanvas().style.setProperty('cursor', 'pointer'));
    map.on('mouseleave', layer, () => map.getCanvas().style.removeProperty('cursor'));
  }
}

async function openCluster(map: MapLibre, event: MapMouseEvent) {
  const feature = map.queryRenderedFeatures(event.point, { layers: ['clusters'] })[0];
  const source = map.getSource<GeoJSONSource>('points');
  if (!feature || !source || feature.geometry.type !== 'Point') return;
  const zoom = await source.getClusterExpansionZoom(feature.properties.cluster_id);
  const [lon = 0, lat = 0] = feature.geometry.coordinates;
  map.easeTo({ center: [lon, lat], zoom, duration: 150 });
}

function useData(map: MapLibre | null, points: Point[]) {
  useEffect(() => {
    if (!map) return;
    const set = () => map.getSource<GeoJSONSource>('points')?.setData(geoJsonOf(points));
    if (map.getSource('points')) set();
    else map.once('style.load', set);
  }, [map, points]);
}

/** Brings what was picked elsewhere into view. */
function usePicked(map: MapLibre | null, picked: string | null, points: Point[]) {
  const latest = useRef(points);
  latest.current = points;
  useEffect(() => {
    const point = latest.current.find((one) => one.key === picked);
    if (!map || !point) return;
    const { lat, lon } = point.place.location;
    const marker = new Marker({ element: pickedMark() }).setLngLat([lon, lat]).addTo(map);
    if (!map.getBounds().contains([lon, lat]) || map.getZoom() < 10) {
      map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 10.5), duration: 150 });
    }
    return () => void marker.remove();
  }, [map, picked]);
}

function pickedMark(): HTMLElement {
  const mark = document.createElement('div');
  mark.className = classes.picked ?? '';
  return mark;
}
