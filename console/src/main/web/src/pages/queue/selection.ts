/** Which row the keys act on, and which are ticked. */
export interface Selection {
  active: string | null;
  ticked: ReadonlySet<string>;
}

export type Move =
  | { type: 'step'; by: number; rows: readonly string[] }
  | { type: 'go'; row: string }
  | { type: 'tick'; row: string }
  | { type: 'clear' };

export const NONE: Selection = { active: null, ticked: new Set() };

export function moved(selection: Selection, move: Move): Selection {
  switch (move.type) {
    case 'step': {
      if (move.rows.length === 0) return { ...selection, active: null };
      const at = selection.active === null ? -1 : move.rows.indexOf(selection.active);
      const next = at < 0 ? 0 : Math.min(move.rows.length - 1, Math.max(0, at + move.by));
      return { ...selection, active: move.rows[next] ?? null };
    }
    case 'go':
      return { ...selection, active: move.row };
    case 'tick': {
      const ticked = new Set(selection.ticked);
      if (!ticked.delete(move.row)) ticked.add(move.row);
      return { active: move.row, ticked };
    }
    case 'clear':
      return { ...selection, ticked: new Set() };
  }
}
