import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import type { Account } from '../../api/platform';
import type { Role } from '../../api/types';
import classes from '../../design/pages.module.css';
import { useSay } from '../../i18n';
import { done } from '../../toasts/store';

const ROLES: readonly Role[] = ['viewer', 'operator', 'analyst', 'administrator'];

/** A new account; its password is set by the one who follows the one-time link. */
export function PersonForm(props: { created: (account: { name: string; link: string }) => void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<string>('operator');
  const [error, setError] = useState('');
  const create = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const body = { name: name.trim(), displayName: displayName.trim(), role };
      const account = await api.post<Account & { link: string }>('/users', body);
      done(say('accounts.created', { name: account.name }));
      setName('');
      setDisplayName('');
      setError('');
      props.created(account);
    } catch (problem) {
      setError((problem as Error).message);
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void create(event)}>
      <TextInput
        size="xs"
        required
        label={say('accounts.name')}
        value={name}
        autoComplete="off"
        error={error || null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        required
        label={say('accounts.displayName')}
        value={displayName}
        autoComplete="off"
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label={say('accounts.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value)}
        data={ROLES.map((value) => ({ value, label: say(`role.${value}`) }))}
      />
      <Button size="xs" type="submit">
        {say('accounts.create')}
      </Button>
    </form>
  );
}
