import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import type { AccessToken } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { useSay } from '../../i18n';

const ROLES = ['ingest', 'viewer', 'operator', 'analyst', 'administrator'] as const;

export function TokenForm(props: { created: (token: AccessToken & { secret: string }) => void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('ingest');
  const [error, setError] = useState('');
  const create = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const body = { name: name.trim(), role };
      props.created(await api.post<AccessToken & { secret: string }>('/tokens', body));
      setName('');
      setError('');
    } catch (problem) {
      setError((problem as Error).message);
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void create(event)}>
      <TextInput
        size="xs"
        required
        label={say('tokens.name')}
        value={name}
        autoComplete="off"
        error={error || null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label={say('accounts.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value)}
        data={ROLES.map((value) => ({ value, label: say(`role.${value}`) }))}
      />
      <Button size="xs" type="submit">
        {say('tokens.create')}
      </Button>
    </form>
  );
}
