import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { AccessToken } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { useSay } from '../../i18n';
import { done, failed } from '../../toasts/store';
import { displayAddress } from './address';
import { Secret } from './Secret';
import { TokenForm } from './TokenForm';

const KEY = ['tokens'];

/** Tokens of programs and walls; a secret is shown once, when its token is made. */
export function TokenList() {
  const say = useSay();
  const client = useQueryClient();
  const [made, setMade] = useState<(AccessToken & { secret: string }) | null>(null);
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await api.get<{ items: AccessToken[] }>('/tokens', {}, signal)).items,
  });
  const changed = () => void client.invalidateQueries({ queryKey: KEY });
  return (
    <section className={classes.block}>
      <h2>{say('tokens.title')}</h2>
      <p className={classes.muted}>{say('tokens.hint')}</p>
      <Await query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Empty title={say('tokens.none')} />
          ) : (
            <Table tokens={tokens} changed={changed} />
          )
        }
      </Await>
      {made && (
        <Secret
          title={say('tokens.secretTitle', { name: made.name })}
          hint={say('tokens.secretHint')}
          lines={[
            { value: made.secret },
            ...(made.role === 'viewer'
              ? [
                  {
                    about: say('tokens.display'),
                    value: displayAddress(window.location.origin, made.secret),
                  },
                ]
              : []),
          ]}
          shut={() => setMade(null)}
        />
      )}
      <TokenForm
        created={(token) => {
          setMade(token);
          changed();
        }}
      />
    </section>
  );
}

function Table({ tokens, changed }: { tokens: AccessToken[]; changed: () => void }) {
  const say = useSay();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('tokens.name')}</th>
          <th scope="col">{say('accounts.role')}</th>
          <th scope="col">{say('tokens.created')}</th>
          <th scope="col">{say('accounts.acts')}</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <td>
              {token.name}
              <span className={classes.sub}>{token.id}</span>
            </td>
            <td>{say(`role.${token.role}`)}</td>
            <td>
              <Time at={token.createdAt} />
            </td>
            <td>
              <Revoke token={token} changed={changed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Revoking cannot be undone, so it takes two presses. */
function Revoke({ token, changed }: { token: AccessToken; changed: () => void }) {
  const say = useSay();
  const [sure, setSure] = useState(false);
  const revoke = async () => {
    try {
      await api.delete(`/tokens/${encodeURIComponent(token.id)}`);
      done(say('tokens.revoked', { name: token.name }));
      changed();
    } catch (error) {
      failed(say('app.failed', { detail: (error as Error).message }));
    }
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={sure ? undefined : say('tokens.revoke', { name: token.name })}
      onClick={() => (sure ? void revoke() : setSure(true))}
      onBlur={() => setSure(false)}
    >
      {say(sure ? 'tokens.sure' : 'tokens.shortRevoke')}
    </Button>
  );
}
