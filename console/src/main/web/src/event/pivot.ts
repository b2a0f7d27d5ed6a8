/** A value as the query language wants it: quoted, with backslashes where needed. */
export function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

export function fieldQuery(name: string, value: string): string {
  return `${name}:${quoted(value)}`;
}

/** Adds a condition to a query. */
export function narrowed(query: string, condition: string): string {
  if (query.trim() === '') return condition;
  return / OR /.test(query) ? `(${query}) AND ${condition}` : `${query} AND ${condition}`;
}
