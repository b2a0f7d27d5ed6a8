import { create } from 'zustand';

/** How long an act can be taken back. */
export const UNDO_MILLIS = 10_000;
const PLAIN_MILLIS = 5_000;

export interface Toast {
  id: number;
  text: string;
  kind: 'done' | 'failed';
  until: number;
  undo?: () => void;
}

export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

let next = 1;

/** Says that something is done; with `undo` it can be taken back for ten seconds. */
export function done(text: string, undo?: () => void): void {
  show({ text, kind: 'done', ...(undo ? { undo } : {}) });
}

export function failed(text: string): void {
  show({ text, kind: 'failed' });
}

function show(toast: Omit<Toast, 'id' | 'until'>) {
  const id = next++;
  const lasts = toast.undo || toast.kind === 'failed' ? UNDO_MILLIS : PLAIN_MILLIS;
  const shown = { ...toast, id, until: Date.now() + lasts };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), shown] }));
  setTimeout(() => dismiss(id), lasts);
}

export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Takes back the latest act that still can be. */
export function undoLatest(): boolean {
  const toast = useToasts.getState().toasts.findLast((one) => one.undo);
  if (!toast?.undo) return false;
  dismiss(toast.id);
  toast.undo();
  return true;
}
