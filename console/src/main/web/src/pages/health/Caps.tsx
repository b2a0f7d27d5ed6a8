import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Cap } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';

/** No limit is silent: what was let go, cut or not shown since the start, and where the bound is. */
export function Caps() {
  const say = useSay();
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: ['caps'],
    queryFn: async ({ signal }) => (await api.get<{ items: Cap[] }>('/caps', {}, signal)).items,
    refetchInterval: 10_000,
  });
  return (
    <section className={classes.block}>
      <h2>{say('health.caps')}</h2>
      <Await query={query}>
        {(caps) => {
          const reached = caps.filter((cap) => cap.reached > 0);
          const shown = all ? caps : reached;
          return (
            <>
              {reached.length === 0 && (
                <p className={classes.verdict} data-status="ok">
                  ✓ {say('health.capsNone', { n: number(caps.length) })}
                </p>
              )}
              {shown.length > 0 && <CapTable caps={shown} />}
              <Button size="compact-xs" variant="subtle" mt={6} onClick={() => setAll(!all)}>
                {say(all ? 'health.capsReached' : 'health.capsAll', { n: number(caps.length) })}
              </Button>
            </>
          );
        }}
      </Await>
    </section>
  );
}

function CapTable({ caps }: { caps: Cap[] }) {
  const say = useSay();
  const text = useText();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('health.cap')}</th>
          <th scope="col" data-number="">
            {say('health.capLimit')}
          </th>
          <th scope="col" data-number="">
            {say('health.capCount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {caps.map((cap) => (
          <tr key={cap.name}>
            <td>
              {text(cap.about)} <code className={classes.muted}>{cap.name}</code>
            </td>
            <td data-number="">{number(cap.limit)}</td>
            <td
              data-number=""
              className={cap.reached > 0 ? classes.verdict : undefined}
              data-status={cap.reached > 0 ? 'degraded' : undefined}
            >
              {number(cap.reached)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
