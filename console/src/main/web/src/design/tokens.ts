/** Colours of both themes: the only place where a colour is written down. */
export interface Palette {
  map: string;
  page: string;
  panel: string;
  tile: string;
  line: string;
  water: string;
  road: string;
  hover: string;
  selected: string;
  text: string;
  muted: string;
  stale: string;
  accent: string;
  good: string;
  simulation: string;
  severity: Record<Severity, string>;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'informational';

/** Most urgent first. */
export const SEVERITIES: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
  'informational',
];

/** A severity is told by colour, shape and word, always all three. */
export const SHAPES: Record<Severity, string> = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  informational: '○',
};

export const DARK: Palette = {
  map: '#0b1016',
  page: '#0f141a',
  panel: '#131a22',
  tile: '#18202a',
  line: '#2a3441',
  water: '#2f5d7c',
  road: '#46525f',
  hover: '#18222c',
  selected: '#0f2430',
  text: '#dbe4ec',
  muted: '#b6c2cf',
  stale: '#8a98a6',
  accent: '#3bc9db',
  good: '#63c9a0',
  simulation: '#d9a5ff',
  severity: {
    critical: '#fa4546',
    high: '#ff9908',
    medium: '#f4eb97',
    low: '#24affd',
    informational: '#9ea6bc',
  },
};

export const LIGHT: Palette = {
  map: '#e6ebf0',
  page: '#f4f6f8',
  panel: '#ffffff',
  tile: '#fafbfc',
  line: '#ccd4dc',
  water: '#8fbcd4',
  road: '#b3a999',
  hover: '#eaf0f5',
  selected: '#e2f0f4',
  text: '#17202a',
  muted: '#445261',
  stale: '#616d79',
  accent: '#0b7285',
  good: '#1c6e4e',
  simulation: '#7a2ea8',
  severity: {
    critical: '#c81848',
    high: '#a84808',
    medium: '#403010',
    low: '#3f20e0',
    informational: '#606080',
  },
};
