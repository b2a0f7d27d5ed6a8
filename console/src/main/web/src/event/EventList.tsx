import { Button } from '@mantine/core';
import { useState } from 'react';
import type { EcsDocument } from '../api/types';
import { Time } from '../design/Time';
import { number } from '../format/number';
import { useSay } from '../i18n';
import { summaryOf } from './document';
import { EventDetail } from './EventDetail';
import classes from './event.module.css';

const SHOWN = 8;

export interface Listed {
  id: string;
  event: EcsDocument;
  stage?: string;
}

/** Events one below the other; a click opens one in place. */
export function EventList({ events, total }: { events: Listed[]; total: number }) {
  const say = useSay();
  const [open, setOpen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  return (
    <div>
      {total > shown.length && (
        <p className={classes.origin}>
          {say('event.shown', { shown: number(shown.length), total: number(total) })}
        </p>
      )}
      <ol className={classes.list}>
        {shown.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className={classes.row}
              aria-expanded={open === one.id}
              onClick={() => setOpen(open === one.id ? null : one.id)}
            >
              <Time at={one.event['@timestamp']} />
              {one.stage && <span className={classes.stage}>{one.stage}</span>}
              <span className={classes.summary}>{summaryOf(one.event)}</span>
            </button>
            {open === one.id && (
              <div className={classes.open}>
                <EventDetail id={one.id} known={one.event} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {events.length > shown.length && (
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => setAll(true)}>
          {say('event.all', { n: number(events.length) })}
        </Button>
      )}
    </div>
  );
}
