import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Role } from '../api/types';
import { useSay } from '../i18n';
import { useShortcut } from '../keyboard/registry';
import type { Goal } from './match';
import classes from './palette.module.css';
import { useGoals } from './useGoals';

/** Ctrl+K: a few letters lead to a page, a saved view, an incident, a rule, an entity. */
export function Palette({ role }: { role: Role }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  useShortcut('palette', 'ctrl+k', say('palette.open'), () => setOpen(true));
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={say('palette.title')}
      size="lg"
      yOffset="12vh"
      closeButtonProps={{ 'aria-label': say('app.close') }}
    >
      <Chooser role={role} onGone={() => setOpen(false)} />
    </Modal>
  );
}

function Chooser({ role, onGone }: { role: Role; onGone: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(0);
  const goals = useGoals(asked, role);
  const at = Math.min(active, goals.length - 1);
  const go = ({ to, params, search }: Goal) => {
    onGone();
    void navigate({ to, params: params ?? {}, search: search ?? {} } as never);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const goal = goals[at];
    if (step) setActive((at + step + goals.length) % Math.max(1, goals.length));
    else if (event.key === 'Enter' && goal) go(goal);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    document.getElementById(`goal-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <>
      <input
        className={classes.input}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="goals"
        aria-autocomplete="list"
        aria-activedescendant={goals.length > 0 ? `goal-${at}` : undefined}
        aria-label={say('palette.open')}
        placeholder={say('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={asked}
        onChange={(event) => {
          setAsked(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <div id="goals" className={classes.list} role="listbox" aria-label={say('palette.found')}>
        {goals.map((goal, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
          <div
            key={`${goal.kind} ${goal.id}`}
            id={`goal-${index}`}
            className={classes.goal}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => go(goal)}
            onMouseMove={() => setActive(index)}
          >
            <span className={classes.kind}>{say(`palette.kind.${goal.kind}`)}</span>
            <span>{goal.title}</span>
            <span className={classes.detail}>{goal.detail ?? ''}</span>
          </div>
        ))}
      </div>
      <p className={classes.hint} role="status">
        {goals.length === 0 ? say('palette.none') : say('palette.hint')}
      </p>
    </>
  );
}
