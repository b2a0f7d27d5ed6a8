import { CloseButton } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { Problem } from '../../api/client';
import { useSearchText } from '../../app/search';
import { Empty, Failed, Loading } from '../../design/states';
import { Time } from '../../design/Time';
import { fieldsOf } from '../../event/document';
import { EventDetail } from '../../event/EventDetail';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { useShortcut } from '../../keyboard/registry';
import { ViewsMenu } from '../../views/ViewsMenu';
import panel from '../queue/panel.module.css';
import { EventTable } from './EventTable';
import classes from './events.module.css';
import { Histogram } from './Histogram';
import { QueryBar } from './QueryBar';
import { RangeBar } from './RangeBar';
import { bounds, readColumns, readRange, writeColumns, writeRange } from './range';
import { type FoundEvent, useEvents } from './useEvents';

const FIELDS_FROM = 100;

/** Searches events. All of it stands in the address: a search is saved by keeping the link. */
export default function EventsPage() {
  const say = useSay();
  const [search, setSearch] = useSearchText();
  const inputRef = useRef<HTMLInputElement>(null);
  const [runAt, setRunAt] = useState(Date.now);
  const [active, setActive] = useState<string | null>(null);
  const range = useMemo(() => readRange(search), [search]);
  const columns = useMemo(() => readColumns(search), [search]);
  const { from, to } = useMemo(() => bounds(range, runAt), [range, runAt]);
  const query = search.q ?? '';
  const found = useEvents(query, { from, to });

  const first = found.data?.pages[0];
  const events = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const fields = useMemo(() => namesOf(events), [events]);
  const wrong =
    found.error instanceof Problem && found.error.status === 400 ? found.error.message : null;
  const run = (change: Record<string, string>) => {
    setRunAt(Date.now());
    setSearch({ event: '', ...change }, true);
  };
  const open = (id: string) => {
    setActive(id);
    setSearch({ event: id });
  };
  useEventKeys({ events, active, setActive, open, shut: () => setSearch({ event: '' }), inputRef });

  const opened = events.find((one) => one.id === search.event);
  return (
    <div className={classes.page} data-panel={search.event ? true : undefined}>
      <section className={classes.left}>
        <h1 className="visually-hidden">{say('events.title')}</h1>
        <QueryBar
          query={query}
          problem={wrong}
          busy={found.isFetching}
          inputRef={inputRef}
          onRun={(q) => run({ q })}
        />
        <RangeBar
          range={range}
          onRange={(next) => run(writeRange(next))}
          columns={columns}
          fields={fields}
          onColumns={(names) => setSearch({ columns: writeColumns(names) })}
          views={<ViewsMenu page="events" search={{ ...search, event: '' }} />}
          count={first && wrong === null ? say('events.total', { n: number(first.total) }) : ''}
        />
        {first && first.histogram.length > 0 && (
          <Histogram
            bars={first.histogram}
            onRange={(a, b) =>
              run(writeRange({ from: new Date(a).toISOString(), to: new Date(b).toISOString() }))
            }
          />
        )}
        <Results found={found} wrong={wrong !== null}>
          <EventTable
            events={events}
            columns={columns}
            active={active}
            open={search.event ?? null}
            onOpen={open}
            more={found.hasNextPage && !found.isFetchingNextPage ? found.fetchNextPage : null}
          />
        </Results>
      </section>
      {search.event && (
        <aside className={panel.panel} aria-label={say('event.title')}>
          <CloseButton
            className={panel.shut}
            aria-label={say('app.close')}
            onClick={() => setSearch({ event: '' })}
          />
          <div className={panel.head}>
            <h2>{say('event.title')}</h2>
            {opened && (
              <p>
                <Time at={opened.event['@timestamp']} />
              </p>
            )}
          </div>
          <EventDetail
            key={search.event}
            id={search.event}
            {...(opened ? { known: opened.event } : {})}
          />
        </aside>
      )}
    </div>
  );
}

function Results(props: {
  found: ReturnType<typeof useEvents>;
  wrong: boolean;
  children: React.ReactNode;
}) {
  const say = useSay();
  const { found } = props;
  if (props.wrong) return null;
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />;
  if (found.isPending) return <Loading />;
  if ((found.data.pages[0]?.items.length ?? 0) > 0) return props.children;
  return (
    <Empty title={say('events.empty')}>
      <p>{say('events.emptyHint')}</p>
    </Empty>
  );
}

function namesOf(events: FoundEvent[]): string[] {
  const names = new Set(['summary']);
  for (const { event } of events.slice(0, FIELDS_FROM)) {
    for (const field of fieldsOf(event)) names.add(field.name);
  }
  return [...names].sort();
}

function useEventKeys(w: {
  events: FoundEvent[];
  active: string | null;
  setActive: (id: string) => void;
  open: (id: string) => void;
  shut: () => void;
  inputRef: React.RefObject<HTMLInputElement | null>;
}) {
  const say = useSay();
  const step = (by: number) => {
    const at = w.events.findIndex((one) => one.id === w.active);
    const next = w.events[at < 0 ? 0 : Math.min(w.events.length - 1, Math.max(0, at + by))];
    if (next) w.setActive(next.id);
  };
  useShortcut('events.down', 'j', say('queue.key.down'), () => step(1));
  useShortcut('events.up', 'k', say('queue.key.up'), () => step(-1));
  useShortcut('events.open', 'Enter', say('events.key.open'), () => w.active && w.open(w.active));
  useShortcut('events.shut', 'Escape', say('queue.key.shut'), w.shut);
  useShortcut('events.search', '/', say('events.key.search'), () => w.inputRef.current?.focus());
}
