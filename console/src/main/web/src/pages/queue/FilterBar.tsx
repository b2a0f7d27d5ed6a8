import { Button, CloseButton, TextInput } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { PIPELINES, STATES } from '../../api/types';
import { SEVERITIES, SHAPES } from '../../design/tokens';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { ViewsMenu } from '../../views/ViewsMenu';
import { type Aside, type Filter, OPEN, writeFilter } from './filter';
import classes from './queue.module.css';
import { useCounts } from './useQueue';

interface Props {
  filter: Filter;
  change: (part: Partial<Filter>) => void;
  searchRef: RefObject<HTMLInputElement | null>;
  /** The list is of one pipeline: no tabs. */
  onePipeline?: boolean;
}

const TYPING_MILLIS = 300;

function toggled<T>(all: readonly T[], chosen: readonly T[], one: T): T[] {
  return all.filter((x) => (x === one ? !chosen.includes(x) : chosen.includes(x)));
}

/** Pipelines as tabs, then what narrows the list. */
export function FilterBar({ filter, change, searchRef, onePipeline = false }: Props) {
  const say = useSay();
  return (
    <>
      {!onePipeline && (
        <div className={classes.tabRow}>
          <PipelineTabs filter={filter} change={change} />
          <ViewsMenu page="queue" search={writeFilter(filter)} />
        </div>
      )}
      <div className={classes.bar}>
        <Words filter={filter} change={change} searchRef={searchRef} />
        <fieldset className={classes.chips} aria-label={say('queue.severity')}>
          {SEVERITIES.map((severity) => (
            <Chip
              key={severity}
              on={filter.severities.includes(severity)}
              onClick={() =>
                change({ severities: toggled(SEVERITIES, filter.severities, severity) })
              }
            >
              {SHAPES[severity]} {say(`severity.${severity}`)}
            </Chip>
          ))}
        </fieldset>
        <fieldset className={classes.chips} aria-label={say('queue.state')}>
          {STATES.map((state) => (
            <Chip
              key={state}
              on={filter.states.includes(state)}
              onClick={() => {
                const states = toggled(STATES, filter.states, state);
                change({ states: states.length > 0 ? states : OPEN });
              }}
            >
              {say(`state.${state}`)}
            </Chip>
          ))}
        </fieldset>
        {filter.entity && (
          <span className={classes.tag}>
            {say('queue.entity', { what: filter.entity })}
            <CloseButton
              size="xs"
              aria-label={say('queue.dropEntity')}
              onClick={() => change({ entity: '' })}
            />
          </span>
        )}
        <AsideButton aside="shelved" filter={filter} change={change} />
        <AsideButton aside="suppressed" filter={filter} change={change} />
      </div>
    </>
  );
}

function PipelineTabs({ filter, change }: Pick<Props, 'filter' | 'change'>) {
  const say = useSay();
  const counts = useCounts().data?.open;
  return (
    <div className={classes.tabs} role="group" aria-label={say('queue.pipelines')}>
      <button
        type="button"
        className={classes.tab}
        aria-pressed={filter.pipeline === null}
        onClick={() => change({ pipeline: null })}
      >
        {say('queue.all')}
      </button>
      {PIPELINES.map((pipeline) => (
        <button
          key={pipeline}
          type="button"
          className={classes.tab}
          aria-pressed={filter.pipeline === pipeline}
          onClick={() => change({ pipeline })}
        >
          {say(`pipeline.${pipeline}`)}
          {(counts?.[pipeline] ?? 0) > 0 && (
            <span className={classes.tabCount}>{number(counts?.[pipeline] ?? 0)}</span>
          )}
        </button>
      ))}
    </div>
  );
}

function Words({ filter, change, searchRef }: Props) {
  const say = useSay();
  const [words, setWords] = useState(filter.words);
  useEffect(() => setWords(filter.words), [filter.words]);
  useEffect(() => {
    if (words === filter.words) return;
    const timer = setTimeout(() => change({ words }), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [words, filter.words, change]);
  return (
    <TextInput
      ref={searchRef}
      size="xs"
      w={210}
      type="search"
      aria-label={say('queue.search')}
      placeholder={say('queue.search')}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
    />
  );
}

function Chip(props: { on: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className={classes.chip} aria-pressed={props.on} onClick={props.onClick}>
      {props.children}
    </button>
  );
}

/** Goes to the alerts kept out of the queue for one reason, and back. */
function AsideButton(props: Pick<Props, 'filter' | 'change'> & { aside: Aside }) {
  const { filter, change, aside } = props;
  const say = useSay();
  const n = number(useCounts().data?.aside[aside] ?? 0);
  const on = filter.aside === aside;
  return (
    <Button
      size="compact-xs"
      variant={on ? 'light' : 'subtle'}
      color={on ? 'river' : 'gray'}
      aria-pressed={on}
      onClick={() => change({ aside: on ? null : aside })}
    >
      {say(on ? `queue.hide.${aside}` : `queue.show.${aside}`, { n })}
    </Button>
  );
}
