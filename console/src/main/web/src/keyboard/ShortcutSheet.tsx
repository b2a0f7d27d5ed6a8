import { Button, Kbd, Modal, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../i18n';
import {
  keyName,
  keysOf,
  type Shortcut,
  useKeyOverrides,
  useShortcut,
  useShortcutRegistry,
} from './registry';

/** Every shortcut of the page that is open; each can be changed. Opened by `?`. */
export function ShortcutSheet() {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const shortcuts = useShortcutRegistry((registry) => registry.shortcuts);
  useShortcut('sheet', '?', say('keys.sheet'), () => setOpen(true));
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={say('keys.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('app.close') }}
    >
      <Text size="sm" mb="xs">
        {say('keys.hint')}
      </Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {[...shortcuts.values()].map((shortcut) => (
            <Row key={shortcut.id} shortcut={shortcut} all={[...shortcuts.values()]} />
          ))}
        </Table.Tbody>
      </Table>
      <Button
        mt="sm"
        size="xs"
        variant="default"
        onClick={() => useKeyOverrides.setState({ keys: {} })}
      >
        {say('keys.reset')}
      </Button>
    </Modal>
  );
}

function Row({ shortcut, all }: { shortcut: Shortcut; all: Shortcut[] }) {
  const say = useSay();
  const keys = useKeyOverrides((overrides) => overrides.keys[shortcut.id]) ?? shortcut.keys;
  const [asking, setAsking] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const take = (event: React.KeyboardEvent) => {
    if (!asking || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = keyName(event);
    const other = all.find((s) => s.id !== shortcut.id && keysOf(s) === pressed);
    setAsking(false);
    setTaken(other ? other.title : null);
    if (!other && event.key !== 'Escape') {
      useKeyOverrides.setState((now) => ({ keys: { ...now.keys, [shortcut.id]: pressed } }));
    }
  };
  return (
    <Table.Tr>
      <Table.Td>
        {shortcut.title}
        {taken && (
          <Text size="xs" role="alert">
            {say('keys.taken', { what: taken })}
          </Text>
        )}
      </Table.Td>
      <Table.Td align="right">
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={say('keys.change', { what: shortcut.title })}
          onClick={() => setAsking(true)}
          onKeyDown={take}
          onBlur={() => setAsking(false)}
        >
          {asking ? say('keys.press') : keys.split(' ').map((key) => <Kbd key={key}>{key}</Kbd>)}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
