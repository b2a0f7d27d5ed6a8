import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/**
 * One shortcut.
 *
 * `keys` is one key (`j`, `?`, `Enter`, `ctrl+k`) or a sequence with a blank (`g q`).
 */
export interface Shortcut {
  id: string;
  keys: string;
  title: string;
  run(): void;
}

interface Registry {
  shortcuts: Map<string, Shortcut>;
}

export const useShortcutRegistry = create<Registry>(() => ({ shortcuts: new Map() }));

interface Overrides {
  keys: Record<string, string>;
}

/** The keys a person changed, by shortcut id; kept in this browser. */
export const useKeyOverrides = create<Overrides>()(
  persist((): Overrides => ({ keys: {} }), { name: 'songlam.keys' }),
);

export function keysOf(shortcut: Shortcut): string {
  return useKeyOverrides.getState().keys[shortcut.id] ?? shortcut.keys;
}

/** Registers the shortcut while the component lives. */
export function useShortcut(id: string, keys: string, title: string, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const shortcut: Shortcut = { id, keys, title, run: () => latest.current() };
    change((shortcuts) => shortcuts.set(id, shortcut));
    return () =>
      change((shortcuts) => {
        if (shortcuts.get(id) === shortcut) shortcuts.delete(id);
      });
  }, [id, keys, title]);
}

function change(how: (shortcuts: Map<string, Shortcut>) => void) {
  const shortcuts = new Map(useShortcutRegistry.getState().shortcuts);
  how(shortcuts);
  useShortcutRegistry.setState({ shortcuts });
}

/** The name of the key that was pressed, as shortcuts write it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  const control = event.ctrlKey || event.metaKey ? 'ctrl+' : '';
  const alt = event.altKey ? 'alt+' : '';
  return control + alt + (event.key === ' ' ? 'Space' : event.key);
}

/** Whether the person is writing, so that letters are text and not commands. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement &&
        !['checkbox', 'radio', 'button'].includes(target.type)))
  );
}

const SEQUENCE_MILLIS = 1_500;

/** Finds what a press means; remembers the first key of a sequence. */
export class Matcher {
  private pending = '';
  private pendingAt = 0;

  match(pressed: string, at: number, shortcuts: Iterable<Shortcut>): Shortcut | null {
    const all = [...shortcuts];
    const sequence = this.pending && at - this.pendingAt < SEQUENCE_MILLIS;
    const wanted = sequence ? `${this.pending} ${pressed}` : pressed;
    this.pending = '';
    const found = all.find((s) => keysOf(s) === wanted);
    if (found) return found;
    if (all.some((s) => keysOf(s).startsWith(`${pressed} `))) {
      this.pending = pressed;
      this.pendingAt = at;
    }
    return null;
  }
}

/** Whether a press on this element already means something there. */
function isActivation(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    (event.key === 'Enter' || event.key === ' ') &&
    target instanceof HTMLElement &&
    target.closest('a, button, [role="menuitem"], [role="tab"], [role="option"], summary') !== null
  );
}

/** Listens for the whole page. */
export function listen(): () => void {
  const matcher = new Matcher();
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isActivation(event)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isTyping(event.target) && !isCommand) return;
    if (document.querySelector('[role="dialog"]') !== null) return;
    const shortcuts = useShortcutRegistry.getState().shortcuts.values();
    const found = matcher.match(keyName(event), Date.now(), shortcuts);
    if (found) {
      event.preventDefault();
      found.run();
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
