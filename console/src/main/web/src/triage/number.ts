import type { Incident } from '../api/types';

const DIGITS = 8;

/** What people call an incident by: the beginning of its id, long enough to be its own. */
export function numberOf({ id }: Pick<Incident, 'id'>): string {
  return id.slice(0, 'inc-'.length + DIGITS);
}
