import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { recount } from '../../api/queries';
import type { Mute } from '../../api/rules';
import type { Alert } from '../../api/types';
import { useMay } from '../../app/session';
import { MomentInput } from '../../design/MomentInput';
import { Section } from '../../design/Section';
import { useKindName } from '../../event/EntityLink';
import { useSay } from '../../i18n';
import { done, failed } from '../../toasts/store';
import classes from './panel.module.css';

const DAY_MILLIS = 86_400_000;
const PRESETS = [1, 7, 30];

/** Keeps this rule's alerts about one entity out of the queue until a moment, with a reason. */
export function MuteForm({ alert }: { alert: Alert }) {
  const say = useSay();
  const kindName = useKindName();
  const may = useMay('analyst');
  const client = useQueryClient();
  const [chosen, setChosen] = useState(0);
  const [until, setUntil] = useState(() => Date.now() + 7 * DAY_MILLIS);
  const [reason, setReason] = useState('');
  const entity = alert.entities[chosen];
  if (!may || !entity) return null;

  const again = () => Promise.all([client.invalidateQueries({ queryKey: ['mutes'] }), recount()]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { kind, value } = entity;
    try {
      const mute = await api.post<Mute>('/mutes', {
        rule: alert.rule,
        entity: { kind, value },
        until: new Date(until).toISOString(),
        reason: reason.trim(),
      });
      setReason('');
      await again();
      done(say('mute.done', { what: value }), async () => {
        await api.delete(`/mutes/${mute.id}`);
        await again();
        done(say('app.undone'));
      });
    } catch (problem) {
      failed(say('app.failed', { detail: problem instanceof Error ? problem.message : '' }));
    }
  };
  return (
    <Section title={say('mute.title')}>
      <p className={classes.quiet}>{say('mute.hint')}</p>
      <form onSubmit={submit} className={classes.form}>
        <NativeSelect
          size="xs"
          label={say('mute.entity')}
          value={chosen}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={alert.entities.map((one, index) => ({
            value: String(index),
            label: `${kindName(one.kind)} ${one.value}`,
          }))}
        />
        <Group gap={6} align="end">
          <MomentInput size="xs" label={say('mute.until')} value={until} onChange={setUntil} />
          {PRESETS.map((days) => (
            <Button
              key={days}
              size="xs"
              variant="default"
              onClick={() => setUntil(Date.now() + days * DAY_MILLIS)}
            >
              {say('mute.days', { n: days })}
            </Button>
          ))}
        </Group>
        <TextInput
          size="xs"
          label={say('mute.reason')}
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" disabled={reason.trim() === ''}>
          {say('mute.submit')}
        </Button>
      </form>
    </Section>
  );
}
