import { useNavigate } from '@tanstack/react-router';
import type { Dispatch, RefObject } from 'react';
import { useSay } from '../../i18n';
import { useShortcut } from '../../keyboard/registry';
import type { Target } from '../../triage/acts';
import { useTriage } from '../../triage/useTriage';
import type { Row } from './rows';
import type { Move, Selection } from './selection';

interface Wiring {
  keys: string[];
  rows: Row[];
  selection: Selection;
  move: Dispatch<Move>;
  open: (key: string) => void;
  shut: () => void;
  targets: Target[];
  setClosing: (targets: Target[]) => void;
  refresh: () => Promise<void>;
  searchRef: RefObject<HTMLInputElement | null>;
}

/** The keys of the queue. Acts go to the ticked rows, or to the active one when none is ticked. */
export function useQueueKeys(w: Wiring): void {
  const say = useSay();
  const navigate = useNavigate();
  const triage = useTriage();
  const active = w.selection.active;
  const step = (by: number) => w.move({ type: 'step', by, rows: w.keys });
  const some = (act: () => void) => w.targets.length > 0 && act();

  useShortcut('queue.down', 'j', say('queue.key.down'), () => step(1));
  useShortcut('queue.up', 'k', say('queue.key.up'), () => step(-1));
  useShortcut('queue.down2', 'ArrowDown', say('queue.key.down'), () => step(1));
  useShortcut('queue.up2', 'ArrowUp', say('queue.key.up'), () => step(-1));
  useShortcut('queue.select', 'x', say('queue.key.select'), () => {
    if (active) w.move({ type: 'tick', row: active });
  });
  useShortcut('queue.open', 'Enter', say('queue.key.open'), () => active && w.open(active));
  useShortcut('queue.shut', 'Escape', say('queue.key.shut'), w.shut);
  useShortcut('queue.acknowledge', 'y', say('queue.key.acknowledge'), () =>
    some(() => void triage(w.targets, { action: 'acknowledge' })),
  );
  useShortcut('queue.take', 'a', say('queue.key.take'), () =>
    some(() => void triage(w.targets, { action: 'take' })),
  );
  useShortcut('queue.close', 'e', say('queue.key.close'), () =>
    some(() => w.setClosing(w.targets)),
  );
  useShortcut('queue.case', 'c', say('queue.key.case'), () => {
    const row = w.rows.find((one) => one.key === active);
    const id =
      row?.kind === 'alert'
        ? row.alert.incident
        : row?.kind === 'incident'
          ? row.incident.id
          : null;
    if (id) void navigate({ to: '/incidents/$id', params: { id } as never });
  });
  useShortcut('queue.fresh', 'n', say('queue.key.fresh'), () => void w.refresh());
  useShortcut('queue.search', '/', say('queue.key.search'), () => w.searchRef.current?.focus());
}
