import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Ledger } from '../../api/platform';
import { useMay } from '../../app/session';
import classes from '../../design/pages.module.css';
import { Await, Empty } from '../../design/states';
import { number } from '../../format/number';
import { dateTime } from '../../format/time';
import { useSay } from '../../i18n';
import { Faults } from './Faults';
import { LedgerTable } from './LedgerTable';
import { Quarantine } from './Quarantine';

const EVERY_MILLIS = 3_000;

/** What came in and what became of it: by source, then by hop, and it must add up at any time. */
export default function LedgerPage() {
  const query = useQuery({
    queryKey: ['ledger'],
    queryFn: ({ signal }) => api.get<Ledger>('/ledger', {}, signal),
    refetchInterval: EVERY_MILLIS,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus
    <div className={classes.page} tabIndex={0}>
      <Await query={query}>{(ledger) => <Shown ledger={ledger} />}</Await>
    </div>
  );
}

function Shown({ ledger }: { ledger: Ledger }) {
  const say = useSay();
  const mayLook = useMay('analyst');
  const [source, setSource] = useState('');
  return (
    <>
      <header className={classes.head}>
        <h1>{say('ledger.title')}</h1>
        <p className={classes.verdict} data-status={ledger.balanced ? 'ok' : 'down'} role="status">
          {ledger.balanced ? `✓ ${say('ledger.allBalanced')}` : `◆ ${say('ledger.wrong')}`}
        </p>
      </header>
      {ledger.sources.length === 0 ? (
        <Empty title={say('ledger.none')} />
      ) : (
        <LedgerTable rows={ledger.sources} />
      )}
      <Store store={ledger.store} />
      <Faults ledger={ledger} />
      {mayLook && <Quarantine ledger={ledger} source={source} setSource={setSource} />}
    </>
  );
}

function Store({ store }: { store: Ledger['store'] }) {
  const say = useSay();
  const values = {
    stored: number(store.stored),
    counted: number(store.counted),
    difference: number(store.difference),
  };
  const differs = store.difference !== 0;
  return (
    <section className={classes.block}>
      <h2>{say('ledger.store')}</h2>
      {store.checkedAt === null ? (
        <p className={classes.muted}>{say('ledger.storeUnchecked')}</p>
      ) : (
        <p>
          <span className={classes.verdict} data-status={differs ? 'down' : 'ok'}>
            {differs
              ? `◆ ${say('ledger.storeDiffers', values)}`
              : `✓ ${say('ledger.storeSame', values)}`}
          </span>{' '}
          <span className={classes.muted}>
            ({say('ledger.checked', { at: dateTime(store.checkedAt) })})
          </span>
        </p>
      )}
    </section>
  );
}
