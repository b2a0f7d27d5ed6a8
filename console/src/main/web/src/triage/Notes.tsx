import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Note } from '../api/types';
import { Time } from '../design/Time';
import { useSay } from '../i18n';
import type { Target } from './acts';
import classes from './triage.module.css';
import { useTriage } from './useTriage';

/** What people wrote, oldest first, and a place to write. */
export function Notes({ notes, target }: { notes: Note[]; target: Target }) {
  const say = useSay();
  const triage = useTriage();
  const [text, setText] = useState('');
  const add = async () => {
    if (text.trim() === '') return;
    setText('');
    await triage([target], { action: 'note', note: text.trim() });
  };
  return (
    <div>
      {notes.length === 0 && <p className={classes.none}>{say('triage.noNotes')}</p>}
      <ol className={classes.notes}>
        {notes.map((note) => (
          <li key={`${note.at}${note.by}${note.text}`}>
            <span className={classes.by}>
              <Time at={note.at} /> {note.by}
            </span>
            <p>{note.text}</p>
          </li>
        ))}
      </ol>
      <Textarea
        aria-label={say('triage.note')}
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
        }}
      />
      <Button
        size="compact-xs"
        variant="default"
        mt={6}
        disabled={text.trim() === ''}
        onClick={add}
      >
        {say('triage.addNote')}
      </Button>
    </div>
  );
}
