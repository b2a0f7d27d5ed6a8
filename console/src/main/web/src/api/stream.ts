import { create } from 'zustand';

/**
 * Kinds of messages the server pushes; `pulse` comes every two seconds, `reload` means: you missed
 * too much, load afresh.
 */
export type StreamKind = 'alert' | 'incident' | 'pulse' | 'reload';

/** How fast events come, and when each pipeline was last heard. */
export interface Pulse {
  at: string;
  eventsPerSecond: number;
  heard: Record<string, string>;
}

type Listener = (messages: unknown[]) => void;

/** Whether this tab hears the server. */
export const useStreamState = create<{ state: 'closed' | 'open' | 'lost'; since: number }>(() => ({
  state: 'closed',
  since: 0,
}));

/** The latest pulse; null before the first. */
export const usePulse = create<{ pulse: Pulse | null }>(() => ({ pulse: null }));

/** A stream that has pulsed and does so no more is dead, whatever the browser thinks of it. */
const SILENT_MILLIS = 15_000;
const WATCH_MILLIS = 2_000;

const listeners = new Map<StreamKind, Set<Listener>>();
const waiting = new Map<StreamKind, Map<string, unknown>>();
let source: EventSource | null = null;
let scheduled = false;
let unnamed = 0;
let pulsedAt = 0;

function state(next: 'closed' | 'open' | 'lost') {
  if (useStreamState.getState().state !== next) {
    useStreamState.setState({ state: next, since: Date.now() });
  }
}

function flush() {
  scheduled = false;
  for (const [kind, messages] of waiting) {
    waiting.delete(kind);
    const batch = [...messages.values()];
    for (const listener of listeners.get(kind) ?? []) listener(batch);
  }
}

/** A burst becomes one update per frame; of one thing that grew often only the latest is kept. */
function enqueue(kind: StreamKind, data: unknown) {
  const named = (data as { id?: string }).id;
  const messages = waiting.get(kind) ?? new Map<string, unknown>();
  messages.set(named ?? `#${unnamed++}`, data);
  waiting.set(kind, messages);
  if (!scheduled) {
    scheduled = true;
    // A hidden tab gets no animation frames; it must not hoard.
    if (document.hidden) setTimeout(flush, 1_000);
    else requestAnimationFrame(flush);
  }
}

/** Opens the tab's one stream; the browser itself comes back with Last-Event-ID. */
export function openStream(): () => void {
  const opened = new EventSource('/api/v1/stream');
  source?.close();
  source = opened;
  opened.onopen = () => state('open');
  opened.onerror = () => {
    state('lost');
    if (opened.readyState === EventSource.CLOSED && source === opened) {
      setTimeout(() => source === opened && openStream(), 5_000);
    }
  };
  opened.addEventListener('pulse', (event) => {
    pulsedAt = Date.now();
    state('open');
    usePulse.setState({ pulse: JSON.parse((event as MessageEvent<string>).data) });
  });
  const watch = setInterval(() => {
    if (source !== opened) clearInterval(watch);
    else if (pulsedAt > 0 && Date.now() - pulsedAt > SILENT_MILLIS) {
      state('lost');
      pulsedAt = 0;
      openStream();
    }
  }, WATCH_MILLIS);
  for (const kind of ['alert', 'incident', 'reload'] as const) {
    opened.addEventListener(kind, (event) => {
      enqueue(kind, JSON.parse((event as MessageEvent<string>).data));
    });
  }
  return () => {
    source?.close();
    source = null;
    pulsedAt = 0;
    state('closed');
  };
}

/** Hears messages of a kind, many at once, until the returned function is called. */
export function onStream<T>(kind: StreamKind, listener: (messages: T[]) => void): () => void {
  const set = listeners.get(kind) ?? new Set<Listener>();
  listeners.set(kind, set.add(listener as Listener));
  return () => set.delete(listener as Listener);
}
