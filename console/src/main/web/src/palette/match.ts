import { plain } from '../format/plain';

/** One place to go. */
export interface Goal {
  id: string;
  kind: 'page' | 'view' | 'incident' | 'rule' | 'entity';
  title: string;
  /** What stands small beside it and is searched too. */
  detail?: string;
  to: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
}

/** How well a text answers what is asked, 0 for not at all: start, start of a word, anywhere. */
export function score(asked: string, text: string): number {
  const all = plain(text);
  const words = plain(asked).split(/\s+/).filter(Boolean);
  if (!words.every((word) => all.includes(word))) return 0;
  const whole = words.join(' ');
  if (all.startsWith(whole)) return 3;
  return words.every((word) => all.startsWith(word) || all.includes(` ${word}`)) ? 2 : 1;
}

/** The goals that answer, the best first, at most so many. */
export function best(asked: string, goals: readonly Goal[], most: number): Goal[] {
  const scored = goals.map((goal) => ({
    goal,
    value: Math.max(score(asked, goal.title) * 2, score(asked, goal.detail ?? '')),
  }));
  return scored
    .filter(({ value }) => asked.trim() === '' || value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ goal }) => goal);
}

/** The value of an entity that the text could be: one word with a figure, a dot or a colon in it. */
export function entityIn(asked: string): string | null {
  const text = asked.trim();
  return text.length >= 3 && !/\s/.test(text) && /[\d.:@-]/.test(text) ? text : null;
}
