import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../api/types';
import classes from '../../design/pages.module.css';
import { useSay } from '../../i18n';

export interface TextField {
  key: string;
  label: string;
}

interface Props<R extends Role | 'ingest'> {
  /** The texts to ask for, all needed; what the server refuses stands at the first. */
  fields: readonly TextField[];
  roles: readonly R[];
  usual: R;
  submit: string;
  /** Makes it; what it throws is shown, and nothing typed is lost. */
  make: (values: Record<string, string>, role: R) => Promise<void>;
}

/** Asks for a few texts and a role, and makes something of them. */
export function MakeForm<R extends Role | 'ingest'>(props: Props<R>) {
  const say = useSay();
  const [values, setValues] = useState<Record<string, string>>({});
  const [role, setRole] = useState<R>(props.usual);
  const [error, setError] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await props.make(
        Object.fromEntries(props.fields.map(({ key }) => [key, (values[key] ?? '').trim()])),
        role,
      );
      setValues({});
      setError('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {props.fields.map(({ key, label }, index) => (
        <TextInput
          key={key}
          size="xs"
          required
          label={label}
          value={values[key] ?? ''}
          autoComplete="off"
          error={index === 0 && error !== '' ? error : null}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((now) => ({ ...now, [key]: value }));
          }}
        />
      ))}
      <NativeSelect
        size="xs"
        label={say('accounts.role')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as R)}
        data={props.roles.map((value) => ({ value, label: say(`role.${value}`) }))}
      />
      <Button size="xs" type="submit">
        {props.submit}
      </Button>
    </form>
  );
}
