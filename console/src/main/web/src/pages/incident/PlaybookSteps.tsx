import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import type { PlaybookStep, WholeIncident } from '../../api/types';
import { useMay } from '../../app/session';
import { dateTime } from '../../format/time';
import { useSay, useText } from '../../i18n';
import { failed } from '../../toasts/store';
import classes from './incident.module.css';

/** What to do, step by step; a tick says who did it and when. */
export function PlaybookSteps({ incident }: { incident: WholeIncident }) {
  const say = useSay();
  const text = useText();
  const may = useMay('operator');
  const client = useQueryClient();
  const [ticking, setTicking] = useState<{ id: string; done: boolean } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server says now counts
  useEffect(() => setTicking(null), [incident]);
  const tick = useMutation({
    mutationFn: (step: { id: string; done: boolean }) =>
      api.post<WholeIncident>(
        `/incidents/${encodeURIComponent(incident.id)}/steps/${encodeURIComponent(step.id)}`,
        { done: step.done },
      ),
    onSuccess: (whole) => client.setQueryData(['incident', incident.id], whole),
    onError: (problem) => {
      setTicking(null);
      failed(say('app.failed', { detail: problem.message }));
    },
  });
  const { playbook } = incident;
  if (!playbook) return <p className={classes.quiet}>{say('incident.noPlaybook')}</p>;
  const done = playbook.steps.filter((step) => step.done).length;
  return (
    <>
      <p>
        <b>{text(playbook.title)}</b>
        <br />
        <span className={classes.quiet}>
          {say('incident.steps', { done, total: playbook.steps.length })}
        </span>
      </p>
      <ol className={classes.steps}>
        {playbook.steps.map((step) => (
          <li key={step.id}>
            <Checkbox
              size="sm"
              label={text(step.title)}
              description={<Description step={step} />}
              // The tick stands at once; the server's word replaces it.
              checked={ticking?.id === step.id ? ticking.done : step.done}
              disabled={!may || tick.isPending}
              onChange={(event) => {
                const next = { id: step.id, done: event.currentTarget.checked };
                setTicking(next);
                tick.mutate(next);
              }}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

function Description({ step }: { step: PlaybookStep }) {
  const say = useSay();
  const text = useText();
  const done = step.done && step.at;
  return done
    ? say('incident.by', { who: step.by ?? '', at: dateTime(done) })
    : text(step.description);
}
