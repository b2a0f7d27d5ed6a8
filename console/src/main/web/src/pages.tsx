import type { ComponentType } from 'react';
import type { Role } from './api/types';
import type { IconName } from './design/icons';
import type { MessageId } from './i18n';

/** One page. */
export interface PageRow {
  /** Path with `$name` for a part that varies. */
  path: string;
  title: MessageId;
  /** The least role that may see it; null: also those who are not signed in. */
  role: Role | null;
  /** Where the navigation lists it; absent: nowhere. */
  group?: 'work' | 'pipelines' | 'platform';
  icon?: IconName;
  /** The letter after `g` that goes there. */
  letter?: string;
  /** Without navigation and top bar: sign-in, the wall. */
  bare?: boolean;
  load: () => Promise<{ default: ComponentType }>;
}

const pipeline = () => import('./pages/pipeline/PipelinePage');

/**
 * Every page there is. To add one: a folder under `pages/` with `XPage.tsx` (default export), its
 * `messages.ts` (one line in `i18n/messages.ts`) and a test beside it; then one row here.
 */
export const PAGES: readonly PageRow[] = [
  {
    path: '/sign-in',
    title: 'signIn.title',
    role: null,
    bare: true,
    load: () => import('./pages/sign-in/SignInPage'),
  },
  {
    path: '/',
    title: 'queue.title',
    role: 'operator',
    group: 'work',
    icon: 'queue',
    letter: 'q',
    load: () => import('./pages/queue/QueuePage'),
  },
  {
    path: '/incidents/$id',
    title: 'incident.title',
    role: 'operator',
    load: () => import('./pages/incident/IncidentPage'),
  },
  {
    path: '/events',
    title: 'events.title',
    role: 'analyst',
    group: 'work',
    icon: 'events',
    letter: 'e',
    load: () => import('./pages/events/EventsPage'),
  },
  {
    path: '/map',
    title: 'map.title',
    role: 'viewer',
    group: 'work',
    icon: 'map',
    letter: 'm',
    load: () => import('./pages/map/MapPage'),
  },
  {
    path: '/wall',
    title: 'wall.title',
    role: 'viewer',
    group: 'work',
    icon: 'wall',
    bare: true,
    load: () => import('./pages/wall/WallPage'),
  },
  {
    path: '/pipelines/traffic',
    title: 'pipeline.traffic',
    role: 'operator',
    group: 'pipelines',
    icon: 'traffic',
    letter: 't',
    load: pipeline,
  },
  {
    path: '/pipelines/press',
    title: 'pipeline.press',
    role: 'operator',
    group: 'pipelines',
    icon: 'press',
    letter: 'p',
    load: pipeline,
  },
  {
    path: '/pipelines/field-report',
    title: 'pipeline.field-report',
    role: 'operator',
    group: 'pipelines',
    icon: 'report',
    letter: 'f',
    load: pipeline,
  },
  {
    path: '/pipelines/service',
    title: 'pipeline.service',
    role: 'operator',
    group: 'pipelines',
    icon: 'service',
    letter: 's',
    load: pipeline,
  },
  {
    path: '/rules',
    title: 'rules.title',
    role: 'operator',
    group: 'platform',
    icon: 'rules',
    letter: 'r',
    load: () => import('./pages/rules/RulesPage'),
  },
  {
    path: '/ledger',
    title: 'ledger.title',
    role: 'operator',
    group: 'platform',
    icon: 'ledger',
    letter: 'l',
    load: () => import('./pages/ledger/LedgerPage'),
  },
  {
    path: '/health',
    title: 'health.title',
    role: 'viewer',
    group: 'platform',
    icon: 'health',
    letter: 'h',
    load: () => import('./pages/health/HealthPage'),
  },
  {
    path: '/notifications',
    title: 'notifications.title',
    role: 'analyst',
    group: 'platform',
    icon: 'bell',
    letter: 'n',
    load: () => import('./pages/notifications/NotificationsPage'),
  },
  {
    path: '/accounts',
    title: 'accounts.title',
    role: 'administrator',
    group: 'platform',
    icon: 'people',
    letter: 'a',
    load: () => import('./pages/accounts/AccountsPage'),
  },
];
