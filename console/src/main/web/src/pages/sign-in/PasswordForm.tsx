import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, Problem } from '../../api/client';
import type { Session } from '../../api/types';
import { signedIn } from '../../app/session';
import { useSay } from '../../i18n';

/** Account and password. */
export function PasswordForm({ notice }: { notice: string | null }) {
  const say = useSay();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  const explain = (problem: unknown): string => {
    if (!(problem instanceof Problem)) return String(problem);
    if (problem.status === 401) return say('signIn.wrong');
    if (problem.status === 429) return say('signIn.wait', { detail: problem.message });
    return problem.status === 0 ? say('states.noAnswer') : problem.message;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      signedIn(await api.post<Session>('/session', { user, password }));
    } catch (problem) {
      setError(explain(problem));
      setSending(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <h1 id="sign-in-title">{say('signIn.title')}</h1>
      {notice && !error && (
        <Alert color="yellow" mb="sm" role="alert">
          {notice}
        </Alert>
      )}
      {error && (
        <Alert color="red" mb="sm" role="alert">
          {error}
        </Alert>
      )}
      <TextInput
        label={say('signIn.user')}
        name="user"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <PasswordInput
        label={say('signIn.password')}
        name="password"
        autoComplete="current-password"
        mt="sm"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth mt="lg" loading={sending}>
        {say('signIn.submit')}
      </Button>
    </form>
  );
}
