import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Ledger, Quarantined } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { bytesOf, shown } from '../../event/raw';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { useReason } from './reason';

interface Props {
  ledger: Ledger;
  source: string;
  setSource: (source: string) => void;
}

/** Rejected records as they came, with the reason; the bytes are shown as text, never run. */
export function Quarantine({ ledger, source, setSource }: Props) {
  const say = useSay();
  const { kept, evicted } = ledger.quarantine;
  const query = useQuery({
    queryKey: ['quarantine', source, kept],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Quarantined[] }>('/quarantine', { source, size: 100 }, signal)).items,
    placeholderData: (before) => before,
  });
  return (
    <section className={classes.block}>
      <h2>{say('ledger.quarantine')}</h2>
      <div className={classes.head}>
        <p>{say('ledger.quarantineCount', { kept: number(kept), evicted: number(evicted) })}</p>
        <NativeSelect
          size="xs"
          aria-label={say('ledger.source')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          data={[
            { value: '', label: say('ledger.quarantineAll') },
            ...ledger.sources.map((row) => row.source),
          ]}
        />
      </div>
      <Await query={query}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={say('ledger.quarantineEmpty')} />
          ) : (
            <Items items={items} />
          )
        }
      </Await>
    </section>
  );
}

function Items({ items }: { items: Quarantined[] }) {
  const say = useSay();
  const reason = useReason();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('ledger.received')}</th>
          <th scope="col">{say('ledger.source')}</th>
          <th scope="col">{say('ledger.peer')}</th>
          <th scope="col">{say('ledger.reason')}</th>
          <th scope="col">{say('ledger.bytes')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, i) => {
          const key = `${item.at}/${item.source}/${i}`;
          return (
            <tr key={key}>
              <td>
                <Time at={item.at} />
              </td>
              <td>{item.source}</td>
              <td>{item.peer}</td>
              <td>
                {reason(item.reason)}
                <span className={classes.sub}>{item.detail}</span>
              </td>
              <td>
                <button
                  type="button"
                  className={classes.plainButton}
                  aria-expanded={open === key}
                  onClick={() => setOpen(open === key ? null : key)}
                >
                  {open === key ? '▾' : '▸'} {say('ledger.size', { n: number(item.size) })}
                </button>
                {open === key && <Bytes item={item} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bytes({ item }: { item: Quarantined }) {
  const say = useSay();
  const bytes = bytesOf(item.payload);
  return (
    <>
      <pre className={classes.bytes}>{shown(bytes)}</pre>
      {bytes.length < item.size && (
        <span className={classes.sub}>{say('ledger.cut', { n: number(bytes.length) })}</span>
      )}
    </>
  );
}
