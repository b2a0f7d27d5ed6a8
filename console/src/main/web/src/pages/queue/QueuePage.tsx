import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useReducer, useRef, useState } from 'react';
import type { Alert, Incident, Pipeline } from '../../api/types';
import { useSearchText } from '../../app/search';
import { Empty, Failed, Loading } from '../../design/states';
import { SEVERITIES, SHAPES } from '../../design/tokens';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import type { Target } from '../../triage/acts';
import { CloseDialog } from '../../triage/CloseDialog';
import { TriageButtons } from '../../triage/TriageButtons';
import { useCounted } from '../../triage/useTriage';
import { AlertPanel } from './AlertPanel';
import { FilterBar } from './FilterBar';
import { type Filter, readFilter, writeFilter } from './filter';
import { QueueList } from './QueueList';
import classes from './queue.module.css';
import { targetOf } from './rows';
import { moved, NONE } from './selection';
import { useQueue } from './useQueue';
import { useQueueKeys } from './useQueueKeys';

/** Incidents and alerts that wait for a person, the most urgent on top. */
export default function QueuePage() {
  const say = useSay();
  return <QueueWork title={say('queue.title')} pipeline={null} />;
}

interface WorkProps {
  title: string;
  /** Only this pipeline's; null: all, by the filter. */
  pipeline: Pipeline | null;
  /** What stands beside the list while no alert is open. */
  aside?: React.ReactNode;
}

/** The list with all that can be done to it, and the open alert beside it. */
export function QueueWork({ title, pipeline, aside }: WorkProps) {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchText();
  const filter = useMemo(() => {
    const read = readFilter(search);
    return pipeline === null ? read : { ...read, pipeline };
  }, [search, pipeline]);
  const queue = useQueue(filter);
  const [selection, move] = useReducer(moved, NONE);
  const [closing, setClosing] = useState<Target[] | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);

  const change = useCallback(
    (part: Partial<Filter>) => {
      move({ type: 'clear' });
      const next = { ...filter, ...part };
      setSearch(writeFilter(pipeline === null ? next : { ...next, pipeline: null }));
    },
    [filter, setSearch, pipeline],
  );
  const open = useCallback(
    (key: string) => {
      const target = targetOf(key);
      move({ type: 'go', row: key });
      if (target.kind === 'alert') setSearch({ alert: target.id });
      else void navigate({ to: '/incidents/$id', params: { id: target.id } as never });
    },
    [navigate, setSearch],
  );
  const keys = useMemo(
    () =>
      queue.rows
        .filter((row) => row.kind === 'alert' || row.kind === 'incident')
        .map((row) => row.key),
    [queue.rows],
  );
  const targets = useMemo(() => {
    const chosen = selection.ticked.size > 0 ? [...selection.ticked] : [selection.active];
    return chosen.filter((key) => key !== null).map(targetOf);
  }, [selection]);
  useQueueKeys({
    keys,
    rows: queue.rows,
    selection,
    move,
    open,
    targets,
    setClosing,
    searchRef,
    refresh: queue.refresh,
    shut: () => setSearch({ alert: '' }),
  });

  const ticked = [...selection.ticked].map(targetOf);
  const asked = pipeline === null ? filter : { ...filter, pipeline: null };
  const narrowed = Object.values(writeFilter(asked)).some((text) => text !== '');
  return (
    <div className={classes.page} data-panel={search.alert || aside ? true : undefined}>
      <section className={classes.left}>
        <h1 className="visually-hidden">{title}</h1>
        <FilterBar
          filter={filter}
          change={change}
          searchRef={searchRef}
          onePipeline={pipeline !== null}
        />
        {ticked.length > 0 && (
          <BulkBar
            targets={ticked}
            onClose={() => setClosing(ticked)}
            onClear={() => move({ type: 'clear' })}
          />
        )}
        <FreshButton fresh={queue.fresh} refresh={queue.refresh} />
        <Body
          queue={queue}
          narrowed={narrowed}
          onClear={() => setSearch(writeFilter(readFilter({})))}
        >
          <QueueList
            rows={queue.rows}
            selection={selection}
            open={search.alert ? `alert/${search.alert}` : null}
            onOpen={open}
            onTick={(row) => move({ type: 'tick', row })}
            moreAlerts={queue.moreAlerts}
            moreIncidents={queue.moreIncidents}
          />
        </Body>
      </section>
      {!search.alert && aside}
      {search.alert && (
        <AlertPanel
          key={search.alert}
          id={search.alert}
          onShut={() => setSearch({ alert: '' })}
          onClose={setClosing}
        />
      )}
      <CloseDialog
        targets={closing}
        onDone={() => {
          setClosing(null);
          move({ type: 'clear' });
        }}
        onCancel={() => setClosing(null)}
      />
    </div>
  );
}

function Body(props: {
  queue: ReturnType<typeof useQueue>;
  /** Whether the filter leaves anything out. */
  narrowed: boolean;
  onClear: () => void;
  children: React.ReactNode;
}) {
  const say = useSay();
  const { queue } = props;
  if (queue.rows.length > 0) return props.children;
  if (queue.error) return <Failed error={queue.error} retry={() => void queue.refresh()} />;
  if (!queue.loaded) return <Loading />;
  return (
    <Empty title={say('queue.empty')}>
      <p>{say('queue.emptyHint')}</p>
      {props.narrowed && (
        <Button size="xs" variant="default" onClick={props.onClear}>
          {say('queue.clear')}
        </Button>
      )}
    </Empty>
  );
}

function BulkBar(props: { targets: Target[]; onClose: () => void; onClear: () => void }) {
  const say = useSay();
  const counted = useCounted();
  return (
    <div className={classes.bulk}>
      <strong>{say('queue.selected', { n: counted(props.targets) })}</strong>
      <TriageButtons targets={props.targets} state={null} onClose={props.onClose} keys />
      <Button size="xs" variant="subtle" color="gray" onClick={props.onClear}>
        {say('queue.unselect')}
      </Button>
    </div>
  );
}

/** How many wait, with the mark of the most urgent of them. */
function FreshButton(props: { fresh: (Alert | Incident)[]; refresh: () => Promise<void> }) {
  const say = useSay();
  if (props.fresh.length === 0) return null;
  const severities = new Set(props.fresh.map((one) => one.severity));
  const most = SEVERITIES.find((severity) => severities.has(severity)) ?? 'informational';
  return (
    <button
      type="button"
      className={classes.fresh}
      data-severity={most}
      title={say('queue.freshHint')}
      onClick={() => void props.refresh()}
    >
      <span aria-hidden="true">{SHAPES[most]}</span>{' '}
      {say('queue.fresh', { n: number(props.fresh.length) })} (n)
    </button>
  );
}
