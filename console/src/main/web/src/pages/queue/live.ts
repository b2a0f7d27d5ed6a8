/** What the stream has said since the list was loaded. */
export interface Live<T> {
  /** The latest of each row that is listed: shown in place, the row does not move. */
  changed: ReadonlyMap<string, T>;
  /** What would be listed but is not: waits for the person to bring it in. */
  fresh: ReadonlyMap<string, T>;
}

export function nothing<T>(): Live<T> {
  return { changed: new Map(), fresh: new Map() };
}

/** Takes messages in without moving a row. */
export function received<T extends { id: string }>(
  live: Live<T>,
  messages: readonly T[],
  isListed: (id: string) => boolean,
  belongs: (one: T) => boolean,
): Live<T> {
  const changed = new Map(live.changed);
  const fresh = new Map(live.fresh);
  for (const one of messages) {
    if (isListed(one.id)) changed.set(one.id, one);
    else if (belongs(one)) fresh.set(one.id, one);
    else fresh.delete(one.id);
  }
  return { changed, fresh };
}

/** The rows as they are now, in the order they were loaded in. */
export function current<T extends { id: string }>(rows: readonly T[], live: Live<T>): T[] {
  return rows.map((row) => live.changed.get(row.id) ?? row);
}
