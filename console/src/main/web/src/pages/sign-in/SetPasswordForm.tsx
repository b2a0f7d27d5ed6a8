import { Alert, Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import type { Session } from '../../api/types';
import { signedIn } from '../../app/session';
import { useSay } from '../../i18n';

const SHORTEST = 12;

/** What a one-time link asks for. */
export function SetPasswordForm({ session }: { session: Session }) {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password.length < SHORTEST) return setError(say('signIn.short'));
    if (password !== repeated) return setError(say('signIn.differ'));
    try {
      signedIn(await api.post<Session>('/session/password', { password }));
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <form onSubmit={submit}>
      <h1 id="sign-in-title">{say('signIn.setTitle')}</h1>
      <p>{say('signIn.setHint', { name: session.user.displayName })}</p>
      {error && (
        <Alert color="red" mb="sm" role="alert">
          {error}
        </Alert>
      )}
      <input type="hidden" name="user" autoComplete="username" value={session.user.name} readOnly />
      <PasswordInput
        label={say('signIn.new')}
        description={say('signIn.newHint')}
        name="new-password"
        autoComplete="new-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('signIn.repeat')}
        name="repeat-password"
        autoComplete="new-password"
        mt="sm"
        value={repeated}
        onChange={(event) => setRepeated(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth mt="lg">
        {say('signIn.save')}
      </Button>
    </form>
  );
}
