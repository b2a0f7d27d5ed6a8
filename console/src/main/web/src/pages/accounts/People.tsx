import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Account } from '../../api/platform';
import { useSession } from '../../app/session';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { useSay } from '../../i18n';
import { done, failed } from '../../toasts/store';
import { PersonForm } from './PersonForm';
import { Secret } from './Secret';

const KEY = ['users'];
interface Link {
  name: string;
  link: string;
}

/** Accounts: create, disable, enable, and a one-time link for whoever cannot get in. */
export function People() {
  const say = useSay();
  const client = useQueryClient();
  const [link, setLink] = useState<Link | null>(null);
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Account[] }>('/users', {}, signal)).items,
  });
  const changed = () => void client.invalidateQueries({ queryKey: KEY });
  return (
    <section className={classes.block}>
      <h2>{say('accounts.people')}</h2>
      <Await query={query}>
        {(accounts) => <Table accounts={accounts} changed={changed} showLink={setLink} />}
      </Await>
      {link && (
        <Secret
          title={say('accounts.linkTitle', { name: link.name })}
          hint={say('accounts.linkHint')}
          lines={[{ value: link.link }]}
          shut={() => setLink(null)}
        />
      )}
      <PersonForm
        created={(account) => {
          setLink(account);
          changed();
        }}
      />
    </section>
  );
}

interface TableProps {
  accounts: Account[];
  changed: () => void;
  showLink: (link: Link) => void;
}

function Table({ accounts, changed, showLink }: TableProps) {
  const say = useSay();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('accounts.name')}</th>
          <th scope="col">{say('accounts.displayName')}</th>
          <th scope="col">{say('accounts.role')}</th>
          <th scope="col">{say('accounts.state')}</th>
          <th scope="col">{say('accounts.acts')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.name}>
            <td>{account.name}</td>
            <td>{account.displayName}</td>
            <td>{say(`role.${account.role}`)}</td>
            <td>{say(stateOf(account))}</td>
            <td>
              <Acts account={account} changed={changed} showLink={showLink} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateOf(account: Account) {
  if (account.disabled) return 'accounts.disabled' as const;
  return account.invited ? ('accounts.invited' as const) : ('accounts.enabled' as const);
}

function Acts(props: { account: Account } & Omit<TableProps, 'accounts'>) {
  const say = useSay();
  const { data: session } = useSession();
  const { account, changed, showLink } = props;
  const { name, disabled } = account;
  const path = `/users/${encodeURIComponent(name)}`;
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      failed(say('app.failed', { detail: (error as Error).message }));
    }
  };
  const enable = (enabled: boolean) =>
    attempt(async () => {
      await api.post(`${path}/enabled`, { enabled });
      done(say('accounts.changed', { name }), enabled ? undefined : () => void enable(true));
      changed();
    });
  const makeLink = () =>
    attempt(async () => {
      const { link } = await api.post<{ link: string }>(`${path}/link`);
      showLink({ name, link });
    });
  return (
    <Button.Group>
      {!disabled && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={say('accounts.link', { name })}
          onClick={() => void makeLink()}
        >
          {say('accounts.shortLink')}
        </Button>
      )}
      {name !== session?.user.name && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={say(disabled ? 'accounts.enable' : 'accounts.disable', { name })}
          onClick={() => void enable(disabled)}
        >
          {say(disabled ? 'accounts.shortEnable' : 'accounts.shortDisable')}
        </Button>
      )}
    </Button.Group>
  );
}
