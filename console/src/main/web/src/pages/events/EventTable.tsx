import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Time } from '../../design/Time';
import { fieldText, summaryOf } from '../../event/document';
import { useSay } from '../../i18n';
import classes from './events.module.css';
import type { FoundEvent } from './useEvents';

const ROW_HEIGHT = 26;
const HEADER_HEIGHT = 28;

interface Props {
  events: FoundEvent[];
  columns: string[];
  active: string | null;
  open: string | null;
  onOpen: (id: string) => void;
  more: (() => void) | null;
}

/** The found events, youngest first. */
export function EventTable({ events, columns, active, open, onOpen, more }: Props) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    overscan: 15,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= events.length - 30) more();
  }, [more, last, events.length]);
  const at = active === null ? -1 : events.findIndex((one) => one.id === active);
  const { scrollToIndex } = virtual;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at);
  }, [at, scrollToIndex]);
  const template = `142px ${columns.map(widthOf).join(' ')}`;
  const title = (name: string) => (name === 'summary' ? say('events.summary') : name);
  return (
    <div
      className={classes.grid}
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={say('events.list')}
      aria-rowcount={events.length + 1}
      aria-activedescendant={at >= 0 ? `event-${active}` : undefined}
    >
      <div className={classes.header} role="row" style={{ gridTemplateColumns: template }}>
        <span role="columnheader">{say('events.time')}</span>
        {columns.map((name) => (
          <span key={name} role="columnheader" title={name}>
            {title(name)}
          </span>
        ))}
      </div>
      <div className={classes.canvas} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const found = events[item.index];
          if (!found) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the page's shortcuts act on the active row
            <div
              key={found.id}
              id={`event-${found.id}`}
              role="row"
              aria-rowindex={item.index + 2}
              className={classes.row}
              data-active={found.id === active || undefined}
              data-open={found.id === open || undefined}
              style={{
                gridTemplateColumns: template,
                transform: `translateY(${item.start - HEADER_HEIGHT}px)`,
                height: ROW_HEIGHT,
              }}
              onClick={() => onOpen(found.id)}
            >
              <span role="gridcell">
                <Time at={found.event['@timestamp']} />
              </span>
              {columns.map((name) => (
                <span key={name} role="gridcell">
                  {name === 'summary' ? summaryOf(found.event) : fieldText(found.event, name)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Addresses are read whole; what the event says takes the rest. */
function widthOf(column: string): string {
  if (column === 'summary' || column === 'message') return 'minmax(160px, 4fr)';
  return column.endsWith('.ip') ? 'minmax(112px, 1fr)' : 'minmax(72px, 1fr)';
}
