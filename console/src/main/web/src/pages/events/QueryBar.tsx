import { Button, Popover, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { type MessageId, useSay } from '../../i18n';
import classes from './events.module.css';
import { errorPlace } from './range';

const EXAMPLES: readonly [MessageId, string][] = [
  ['events.help.field', 'event.outcome:failure'],
  ['events.help.quoted', 'host.name:"web 01"'],
  ['events.help.wildcard', 'user.name:adm*'],
  ['events.help.network', 'source.ip:10.40.0.0/16'],
  ['events.help.range', 'destination.port:[1 TO 1024]'],
  ['events.help.compare', 'network.bytes:>=1000000'],
  ['events.help.logic', '(host.name:web-01 OR host.name:web-02) AND NOT user.name:root'],
  ['events.help.exists', '_exists_:dns.question.name'],
  ['events.help.word', 'Failed'],
];

interface Props {
  query: string;
  problem: string | null;
  busy: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
  onRun: (query: string) => void;
}

/** The query, what is wrong with it and where, and how it is written. */
export function QueryBar({ query, problem, busy, inputRef, onRun }: Props) {
  const say = useSay();
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  const place = problem === null ? null : errorPlace(problem);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun(text.trim());
  };
  return (
    <form onSubmit={submit} className={classes.query}>
      <TextInput
        ref={inputRef}
        size="xs"
        flex={1}
        aria-label={say('events.query')}
        placeholder={say('events.placeholder')}
        classNames={{ input: classes.input ?? '' }}
        spellCheck={false}
        autoComplete="off"
        maxLength={4096}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        error={
          problem !== null && (
            <>
              {place && text === query && (
                <span className={classes.caret} aria-hidden="true">
                  {' '.repeat(Math.max(0, place.column - 1))}▲{'\n'}
                </span>
              )}
              {place ? say('events.error', place) : problem}
            </>
          )
        }
      />
      <Button size="xs" type="submit" loading={busy}>
        {say('events.search')}
      </Button>
      <Popover width={560} position="bottom-end" withArrow trapFocus>
        <Popover.Target>
          <Button size="xs" variant="default">
            {say('events.help')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={say('events.help')}>
          <table className={classes.help}>
            <tbody>
              {EXAMPLES.map(([id, example]) => (
                <tr key={id}>
                  <th scope="row">{say(id)}</th>
                  <td>
                    <button type="button" onClick={() => setText(example)}>
                      {example}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Popover.Dropdown>
      </Popover>
    </form>
  );
}
