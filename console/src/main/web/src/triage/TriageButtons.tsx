import { Button, Group } from '@mantine/core';
import type { TriageState } from '../api/types';
import { useMay } from '../app/session';
import { useSay } from '../i18n';
import type { Target } from './acts';
import { useTriage } from './useTriage';

/** Acknowledge, take, close or reopen: whatever fits the state. */
export function TriageButtons(props: {
  targets: Target[];
  state: TriageState | null;
  onClose: () => void;
  keys?: boolean;
}) {
  const say = useSay();
  const triage = useTriage();
  const may = useMay('operator');
  const { targets, state } = props;
  const hint = (key: string) => (props.keys ? ` (${key})` : '');
  if (!may) return null;
  if (state === 'closed') {
    return (
      <Button
        size="xs"
        variant="default"
        onClick={() => void triage(targets, { action: 'reopen' })}
      >
        {say('triage.reopen')}
      </Button>
    );
  }
  return (
    <Group gap={6}>
      {(state === null || state === 'new') && (
        <Button
          size="xs"
          variant="default"
          onClick={() => void triage(targets, { action: 'acknowledge' })}
        >
          {say('triage.acknowledge') + hint('y')}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => void triage(targets, { action: 'take' })}>
        {say('triage.take') + hint('a')}
      </Button>
      <Button size="xs" onClick={props.onClose}>
        {say('triage.close') + hint('e')}
      </Button>
    </Group>
  );
}
