import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Alert, Incident } from '../../api/types';
import { Icon } from '../../design/icons';
import { SeverityMark } from '../../design/SeverityMark';
import { StateMark } from '../../design/StateMark';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import { asideOf } from './filter';
import classes from './queue.module.css';
import type { Row } from './rows';
import type { Selection } from './selection';

const ROW_HEIGHT = 30;
const COLUMNS = ['time', 'severity', 'what', 'who', 'count', 'state', 'assignee'] as const;

export interface ListProps {
  rows: Row[];
  selection: Selection;
  open: string | null;
  onOpen: (key: string) => void;
  onTick: (key: string) => void;
  /** Fetches more alerts when the end comes near. */
  moreAlerts: (() => void) | null;
  /** Fetches more incidents when asked: they push the alerts down. */
  moreIncidents: (() => void) | null;
}

/** The virtual list. Focus stays on the list; the active row is told by aria-activedescendant. */
export function QueueList(props: ListProps) {
  const say = useSay();
  const { rows, selection, moreAlerts } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const activeIndex = rows.findIndex((row) => row.key === selection.active);
  const { scrollToIndex } = virtual;
  useEffect(() => {
    if (activeIndex >= 0) scrollToIndex(activeIndex === 1 ? 0 : activeIndex);
  }, [activeIndex, scrollToIndex]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (moreAlerts && last >= rows.length - 20) moreAlerts();
  }, [moreAlerts, last, rows.length]);
  const headers: Record<(typeof COLUMNS)[number], string> = {
    time: say('queue.time'),
    severity: say('queue.severity'),
    what: say('queue.what'),
    who: say('queue.who'),
    count: say('queue.count'),
    state: say('queue.state'),
    assignee: say('queue.assignee'),
  };
  return (
    <div
      className={classes.grid}
      role="grid"
      aria-label={say('queue.list')}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      tabIndex={0}
      aria-activedescendant={activeIndex >= 0 ? `row-${selection.active}` : undefined}
    >
      <div className={classes.header} role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span className="visually-hidden">{say('queue.select')}</span>
        </span>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" data-column={column}>
            {headers[column]}
          </span>
        ))}
      </div>
      <div className={classes.scroller} ref={scroller} role="rowgroup">
        <div
          style={{ height: virtual.getTotalSize() }}
          className={classes.canvas}
          role="presentation"
        >
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              <Line key={row.key} row={row} index={item.index} top={item.start} list={props} />
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  row: Row;
  index: number;
  top: number;
  list: ListProps;
}

function Line({ row, index, top, list }: LineProps) {
  const say = useSay();
  const place = { transform: `translateY(${top}px)`, height: ROW_HEIGHT };
  if (row.kind === 'heading') {
    const n = number(row.count);
    return (
      <div className={classes.heading} role="row" aria-rowindex={index + 2} style={place}>
        <span role="gridcell">
          {say(row.of === 'incidents' ? 'queue.incidents' : 'queue.alerts', { n })}
          {row.shown < row.count && ` · ${say('queue.shown', { n: number(row.shown) })}`}
        </span>
      </div>
    );
  }
  if (row.kind === 'more') {
    return (
      <div className={classes.heading} role="row" aria-rowindex={index + 2} style={place}>
        <span role="gridcell">
          <button
            type="button"
            className={classes.more}
            disabled={list.moreIncidents === null}
            onClick={() => list.moreIncidents?.()}
          >
            {say('queue.moreIncidents', { n: number(row.left) })}
          </button>
        </span>
      </div>
    );
  }
  const ticked = list.selection.ticked.has(row.key);
  const state = row.kind === 'alert' ? row.alert.triage.state : row.incident.state;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page's shortcuts act on the active row
    <div
      id={`row-${row.key}`}
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={ticked}
      data-active={list.selection.active === row.key || undefined}
      data-open={list.open === row.key || undefined}
      data-closed={state === 'closed' || undefined}
      data-kind={row.kind}
      style={place}
      onClick={() => list.onOpen(row.key)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps the click from the row */}
      <span role="gridcell" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={say('queue.select')}
          checked={ticked}
          onChange={() => list.onTick(row.key)}
        />
      </span>
      {row.kind === 'alert' ? (
        <AlertCells alert={row.alert} />
      ) : (
        <IncidentCells of={row.incident} />
      )}
    </div>
  );
}

function AlertCells({ alert }: { alert: Alert }) {
  const say = useSay();
  const text = useText();
  return (
    <>
      <Cell name="time">
        <Time at={alert.lastSeen} />
      </Cell>
      <Cell name="severity">
        <SeverityMark severity={alert.severity} />
      </Cell>
      <Cell name="what" title={`${text(alert.title)}: ${text(alert.reason)}`}>
        <b>{text(alert.title)}</b>
        {alert.incident && (
          <span className={classes.mark} title={say('queue.inIncident')}>
            <Icon name="link" size={13} />
          </span>
        )}
        {asideOf(alert) && (
          <span className={classes.tag}>{say(`condition.${alert.condition}`)}</span>
        )}
        {alert.late && <span className={classes.tag}>{say('queue.late')}</span>}
        <span className={classes.reason}>{text(alert.reason)}</span>
      </Cell>
      <Who entities={alert.entities} />
      <Cell name="count">{number(alert.count)}</Cell>
      <Cell name="state">
        <StateMark state={alert.triage.state} />
      </Cell>
      <Cell name="assignee">{alert.triage.assignee ?? ''}</Cell>
    </>
  );
}

function IncidentCells({ of: incident }: { of: Incident }) {
  const say = useSay();
  const text = useText();
  const first = incident.summary[0];
  return (
    <>
      <Cell name="time">
        <Time at={incident.lastSeen} />
      </Cell>
      <Cell name="severity">
        <SeverityMark severity={incident.severity} />
      </Cell>
      <Cell name="what" title={first ? text(first.text) : text(incident.title)}>
        <b>{text(incident.title)}</b>
        {incident.tactics.length > 1 && (
          <span className={classes.tag}>{say('queue.stages', { n: incident.tactics.length })}</span>
        )}
        {first && <span className={classes.reason}>{text(first.text)}</span>}
      </Cell>
      <Who entities={incident.entities} />
      <Cell name="count">{say('queue.alertCount', { n: incident.alertCount })}</Cell>
      <Cell name="state">
        <StateMark state={incident.state} />
      </Cell>
      <Cell name="assignee">{incident.owner ?? ''}</Cell>
    </>
  );
}

function Who({ entities }: { entities: Alert['entities'] }) {
  const values = [...new Set(entities.map((entity) => entity.value))].join(', ');
  return (
    <Cell name="who" title={values}>
      {values}
    </Cell>
  );
}

function Cell(props: { name: string; title?: string; children: React.ReactNode }) {
  const { name, title, children } = props;
  return (
    <span role="gridcell" data-column={name} title={title}>
      {children}
    </span>
  );
}
