import { Button, Group, Modal, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { VERDICTS, type Verdict } from '../api/types';
import { useSay } from '../i18n';
import type { Target } from './acts';
import { useCounted, useTriage } from './useTriage';

/** Asks for verdict and reason, both needed, then closes. Open while there are targets. */
export function CloseDialog(props: {
  targets: Target[] | null;
  onDone: () => void;
  onCancel: () => void;
}) {
  const say = useSay();
  const counted = useCounted();
  const targets = props.targets ?? [];
  return (
    <Modal
      opened={props.targets !== null}
      onClose={props.onCancel}
      title={say('triage.closeTitle', { what: counted(targets) })}
      closeButtonProps={{ 'aria-label': say('app.close') }}
    >
      <CloseForm targets={targets} onDone={props.onDone} onCancel={props.onCancel} />
    </Modal>
  );
}

function CloseForm(props: { targets: Target[]; onDone: () => void; onCancel: () => void }) {
  const say = useSay();
  const triage = useTriage();
  const [verdict, setVerdict] = useState<Verdict>('true_positive');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (note.trim() === '') return setMissing(true);
    props.onDone();
    await triage(props.targets, { action: 'close', verdict, note: note.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Radio.Group
        label={say('triage.verdict')}
        value={verdict}
        onChange={(value) => setVerdict(value as Verdict)}
      >
        <Group mt={6} mb="sm">
          {VERDICTS.map((one) => (
            <Radio key={one} value={one} label={say(`verdict.${one}`)} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label={say('triage.reason')}
        description={say('triage.reasonHint')}
        error={missing && note.trim() === '' ? say('triage.reasonMissing') : null}
        data-autofocus
        autosize
        minRows={3}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onCancel}>
          {say('app.cancel')}
        </Button>
        <Button type="submit">{say('triage.closeNow')} (Ctrl+Enter)</Button>
      </Group>
    </form>
  );
}
