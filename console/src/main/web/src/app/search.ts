import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Search parameters as plain texts: URLs stay readable, shareable and the same after a round trip. */
export type Search = Record<string, string>;

export function readSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(search).sort()) {
    const value = search[name];
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The page's search parameters and how to change some; an empty text removes one. */
export function useSearchText(): [Search, (change: Partial<Search>, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<Search>, push = false) =>
      void navigate({
        to: '.',
        search: (now: Search) => ({ ...now, ...part }) as never,
        replace: !push,
      } as never),
    [navigate],
  );
  return [search, change];
}
