import { useCallback } from 'react';
import { useSay } from '../i18n';
import { done, failed } from '../toasts/store';
import { type Act, type Outcome, perform, type Target, undo } from './acts';

/** Says how many: `2 sự cố, 3 cảnh báo`. */
export function useCounted(): (targets: Target[]) => string {
  const say = useSay();
  return useCallback(
    (targets) => {
      const alerts = targets.filter((target) => target.kind === 'alert').length;
      const incidents = targets.length - alerts;
      const parts = [];
      if (incidents > 0) parts.push(say('triage.incidents', { n: incidents }));
      if (alerts > 0) parts.push(say('triage.alerts', { n: alerts }));
      return parts.join(', ');
    },
    [say],
  );
}

/** Acts, says so, and lets it be taken back for ten seconds. */
export function useTriage(): (targets: Target[], act: Act) => Promise<void> {
  const say = useSay();
  const counted = useCounted();
  return useCallback(
    async (targets, act) => {
      const tell = (outcome: Outcome, text: string, back?: () => void) => {
        if (outcome.done.length > 0) done(text, back);
        const first = outcome.failed[0];
        if (first) {
          const n = counted(outcome.failed.map((one) => one.target));
          failed(say('triage.some', { n, detail: first.detail }));
        }
      };
      const guarded = async (work: () => Promise<void>) => {
        try {
          await work();
        } catch (problem) {
          failed(say('app.failed', { detail: problem instanceof Error ? problem.message : '' }));
        }
      };
      await guarded(async () => {
        const outcome = await perform(targets, act);
        const back = () =>
          void guarded(async () => tell(await undo(outcome.done), say('app.undone')));
        tell(outcome, say(`triage.done.${act.action}`, { n: counted(outcome.done) }), back);
      });
    },
    [say, counted],
  );
}
