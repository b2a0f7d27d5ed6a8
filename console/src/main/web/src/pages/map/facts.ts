import type { MapData } from '../../api/situation';
import type { Pipeline } from '../../api/types';
import type { MessageId } from '../../i18n';
import type { Kind, Point } from '../../map/points';

/** What is known of one point besides its name and place. */
export interface Facts {
  state: MessageId;
  /** The moment that matters of it, and what it means. */
  when: [MessageId, string] | null;
  words: string;
  pipeline: Pipeline;
}

const CAMERA_STATES: Record<string, MessageId> = {
  online: 'map.camera.online',
  offline: 'map.camera.offline',
  disabled: 'map.camera.disabled',
};

const PIPELINE: Record<Exclude<Kind, 'alert'>, Pipeline> = {
  camera: 'traffic',
  report: 'field-report',
  service: 'service',
};

/** Looks a point up in the data it came from; null when it has gone since. */
export function factsOf(data: MapData, point: Point): Facts | null {
  switch (point.kind) {
    case 'camera': {
      const camera = data.cameras.find((one) => one.id === point.id);
      if (!camera) return null;
      const state = CAMERA_STATES[camera.status] ?? 'map.camera.unknown';
      const when: Facts['when'] = camera.since ? ['map.since', camera.since] : null;
      return { state, when, words: '', pipeline: PIPELINE.camera };
    }
    case 'report': {
      const report = data.reports.find((one) => one.id === point.id);
      if (!report) return null;
      const when: Facts['when'] = report.due ? ['map.due', report.due] : null;
      const state = report.overdue ? 'map.overdue' : 'map.open';
      return { state, when, words: report.description, pipeline: PIPELINE.report };
    }
    case 'service': {
      const service = data.services.find((one) => one.id === point.id);
      if (!service) return null;
      const state = `map.service.${service.status}` as const;
      return { state, when: null, words: '', pipeline: PIPELINE.service };
    }
    case 'alert': {
      const alert = data.alerts.find((one) => one.id === point.id);
      if (!alert) return null;
      return {
        state: `state.${alert.state}`,
        when: ['map.lastSeen', alert.lastSeen],
        words: '',
        pipeline: alert.pipeline,
      };
    }
  }
}
