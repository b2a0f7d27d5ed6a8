import type { Role } from '../../api/types';
import { readSearch, type Search } from '../../app/search';

/** The one-time token of a link, null when the address holds none. */
export function tokenOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token');
}

/** The token that opens a wall, null when the address holds none. */
export function displayOf(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('display');
}

/** Where to go after signing in: back to where the person was, never to another site. */
export function destination(
  next: string | undefined,
  role: Role,
): { path: string; search: Search } {
  const home = role === 'viewer' ? '/map' : '/';
  if (!next?.startsWith('/') || next.startsWith('//') || next.startsWith('/\\')) {
    return { path: home, search: {} };
  }
  const [path = home, query = ''] = next.split('?', 2);
  return { path, search: readSearch(query) };
}
