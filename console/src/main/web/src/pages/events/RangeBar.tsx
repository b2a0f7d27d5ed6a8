import { Button, Popover, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { MomentInput } from '../../design/MomentInput';
import { useSay } from '../../i18n';
import classes from './events.module.css';
import { bounds, type Range, SPANS, type Span } from './range';

interface Props {
  range: Range;
  onRange: (range: Range) => void;
  columns: string[];
  fields: string[];
  onColumns: (columns: string[]) => void;
  count: string;
  /** The menu of saved views. */
  views: ReactNode;
}

/** Presets, or two moments; which columns. */
export function RangeBar(props: Props) {
  const say = useSay();
  const { range, onRange } = props;
  const shown = bounds(range, Date.now());
  const between = (part: { from?: number; to?: number }) => {
    const from = part.from ?? Date.parse(shown.from);
    const to = part.to ?? Date.parse(shown.to);
    if (from < to) onRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  };
  return (
    <div className={classes.range}>
      <fieldset className={classes.spans} aria-label={say('events.span')}>
        {(Object.keys(SPANS) as Span[]).map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={'span' in range && range.span === span}
            onClick={() => onRange({ span })}
          >
            {say(`events.span.${span}`)}
          </button>
        ))}
      </fieldset>
      <MomentInput
        size="xs"
        aria-label={say('events.from')}
        value={Date.parse(shown.from)}
        onChange={(from) => between({ from })}
      />
      <span>–</span>
      <MomentInput
        size="xs"
        aria-label={say('events.to')}
        value={Date.parse(shown.to)}
        onChange={(to) => between({ to })}
      />
      <strong className={classes.count} role="status">
        {props.count}
      </strong>
      {props.views}
      <Popover width={460} position="bottom-end" withArrow trapFocus>
        <Popover.Target>
          <Button size="xs" variant="default">
            {say('events.columns')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={say('events.columns')}>
          <TagsInput
            size="xs"
            label={say('events.columns')}
            description={say('events.columnsHint')}
            comboboxProps={{ withinPortal: false }}
            data={props.fields}
            limit={12}
            value={props.columns}
            onChange={props.onColumns}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
