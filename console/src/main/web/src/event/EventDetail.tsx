import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { EcsDocument } from '../api/types';
import { Await, Empty } from '../design/states';
import { number } from '../format/number';
import { dateTime } from '../format/time';
import { useSay } from '../i18n';
import { fieldsOf } from './document';
import { ValueLink } from './EntityLink';
import classes from './event.module.css';
import { bytesOf, shown } from './raw';

interface RawRecord {
  source: string;
  type: string;
  peer: string;
  receivedAt: string;
  payload: string;
}

export interface WholeEvent {
  id: string;
  event: EcsDocument;
  raw: RawRecord | null;
}

/** Fields that tell nothing for a pivot: free text and moments. */
const PROSE = /^(message|event\.original|@timestamp|event\.(created|ingested))$/;

/** One event: its fields, its JSON, the record as it was received. */
export function EventDetail({ id, known }: { id: string; known?: EcsDocument }) {
  const say = useSay();
  const query = useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => api.get<WholeEvent>(`/events/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 60_000,
  });
  const document = query.data?.event ?? known;
  return (
    <Tabs defaultValue="fields" keepMounted={false}>
      <Tabs.List mb={6}>
        <Tabs.Tab value="fields">{say('event.fields')}</Tabs.Tab>
        <Tabs.Tab value="raw">{say('event.raw')}</Tabs.Tab>
        <Tabs.Tab value="json">{say('event.json')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields">
        {document ? <Fields document={document} /> : <Await query={query}>{() => null}</Await>}
      </Tabs.Panel>
      <Tabs.Panel value="raw">
        <Await query={query}>{(data) => <Raw raw={data.raw} />}</Await>
      </Tabs.Panel>
      <Tabs.Panel value="json">
        <pre className={classes.code}>{JSON.stringify(document ?? {}, null, 2)}</pre>
      </Tabs.Panel>
    </Tabs>
  );
}

function Fields({ document }: { document: EcsDocument }) {
  return (
    <dl className={classes.fields}>
      {fieldsOf(document).map((field) => (
        <div key={field.name} className={classes.field}>
          <dt>{field.name}</dt>
          <dd>
            {field.values.map((value) =>
              PROSE.test(field.name) ? (
                <span key={value} className={classes.prose}>
                  {value}
                </span>
              ) : (
                <ValueLink key={value} name={field.name} value={value} />
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Raw({ raw }: { raw: RawRecord | null }) {
  const say = useSay();
  if (!raw) return <Empty title={say('event.rawGone')} />;
  const bytes = bytesOf(raw.payload);
  const at = dateTime(raw.receivedAt);
  return (
    <>
      <p className={classes.origin}>
        {say('event.from', { source: raw.source, type: raw.type, peer: raw.peer, at })} ·{' '}
        {say('event.bytes', { n: number(bytes.length) })}
      </p>
      <pre className={classes.code}>{shown(bytes)}</pre>
    </>
  );
}
