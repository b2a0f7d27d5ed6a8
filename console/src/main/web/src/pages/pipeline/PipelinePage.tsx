import { useLocation } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Pipeline } from '../../api/types';
import { useSay } from '../../i18n';
import { QueueWork } from '../queue/QueuePage';
import { PressPanel } from './PressPanel';
import classes from './pipeline.module.css';
import { ReportPanel } from './ReportPanel';
import { ServicePanel } from './ServicePanel';
import { TrafficPanel } from './TrafficPanel';

/** What each pipeline shows beside its alerts. */
const PANELS = {
  traffic: TrafficPanel,
  press: PressPanel,
  'field-report': ReportPanel,
  service: ServicePanel,
} satisfies Partial<Record<Pipeline, ComponentType>>;

type Shown = keyof typeof PANELS;

/** One pipeline: its alerts, and how things stand, beside them. */
export default function PipelinePage() {
  const say = useSay();
  const { pathname } = useLocation();
  const name = pathname.slice(pathname.lastIndexOf('/') + 1) as Shown;
  const Panel = PANELS[name];
  return (
    <QueueWork
      key={name}
      title={say('pipeline.alerts', { name: say(`pipeline.${name}`) })}
      pipeline={name}
      aside={
        <aside className={classes.panel} aria-label={say('pipeline.situation')}>
          <Panel />
        </aside>
      }
    />
  );
}
