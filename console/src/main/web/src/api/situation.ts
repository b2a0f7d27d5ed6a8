import type { Severity } from '../design/tokens';
import type { Condition, Pipeline, Place, Text, TriageState } from './types';

/** Whether what a pipeline lives from still comes in. */
export interface Feed {
  pipeline: Pipeline;
  heardAt: string | null;
  lostAfterMillis: number | null;
  lost: boolean;
  /** Source types that have stopped while others may go on. */
  stopped: string[];
}

export interface Camera {
  id: string;
  name: string;
  place: Place | null;
  status: string;
  since: string | null;
}

export interface MapReport {
  id: string;
  service: string;
  status: string;
  description: string;
  place: Place | null;
  due: string | null;
  overdue: boolean;
}

export interface MapService {
  id: string;
  name: string;
  status: 'up' | 'down';
  place: Place | null;
}

/** An open alert without a word about persons. */
export interface OpenAlert {
  id: string;
  pipeline: Pipeline;
  severity: Severity;
  title: Text;
  state: TriageState;
  condition: Condition;
  lastSeen: string;
  count: number;
  place: Place | null;
  simulated: boolean;
}

export interface MapData {
  cameras: Camera[];
  reports: MapReport[];
  services: MapService[];
  alerts: OpenAlert[];
  storeAway?: boolean;
}

export interface WallTile {
  id: 'incidents' | 'alerts' | 'events' | 'cameras' | 'reports' | 'services';
  label: Text;
  value: number | null;
  unit: string;
  trend: number[];
  target: number | null;
  dataAt: string | null;
  lostAfterMillis: number | null;
  feedLost: boolean;
  stopped: string[];
}

export interface Wall {
  at: string;
  storeAway: boolean;
  tiles: WallTile[];
  urgent: OpenAlert[];
  map: MapData;
}

export interface Commune {
  code: string;
  name: string;
  kind: string;
  lat: number;
  lon: number;
}

export interface TrafficSituation {
  feed: Feed;
  cameras: (Camera & { counts: { object: string; count: number; at: string }[] })[];
}

export interface PressItem {
  url: string;
  title: string;
  feed: string;
  published: string;
  tone: 'negative' | 'neutral' | 'positive';
  story: string;
  communes: string[];
}

export interface PressSituation {
  feed: Feed;
  feeds: { name: string; items: number; lastPublished: string }[];
  /** How many items are held; the youngest of them are sent. */
  held: number;
  items: PressItem[];
}

export interface OpenReport {
  id: string;
  service: string;
  description: string;
  address: string;
  place: Place | null;
  requestedAt: string;
  due: string | null;
  overdue: boolean;
}

export interface ReportSituation {
  feed: Feed;
  open: number;
  overdue: number;
  letGo: number;
  reports: OpenReport[];
}

export interface ServiceCheck {
  service: string;
  kind: string;
  host: string;
  up: boolean;
  durationMillis: number;
  status: number;
  certificateExpires: string | null;
  error: string;
  at: string;
}

export interface ServiceSituation {
  feed: Feed;
  services: ServiceCheck[];
}
