import { expect, it } from 'vitest';
import type { PressItem } from '../../api/situation';
import { safeUrl, storiesOf } from './PressPanel';
import { daysLeft } from './ServicePanel';

const item = (url: string, story: string) => ({ url, story }) as PressItem;

it('tells each story once, by its youngest item, and says how many tell it', () => {
  const stories = storiesOf([item('u3', 's1'), item('u2', ''), item('u1', 's1'), item('u0', '')]);
  expect(stories.map(({ first, more }) => [first.url, more])).toEqual([
    ['u3', 1],
    ['u2', 0],
    ['u0', 0],
  ]);
});

it('makes links only of web pages', () => {
  expect(safeUrl('https://baonghean.vn/tin')).toBe('https://baonghean.vn/tin');
  expect(safeUrl('javascript:alert(1)')).toBeUndefined();
  expect(safeUrl('data:text/html,x')).toBeUndefined();
});

it('counts whole days of a certificate', () => {
  const now = Date.parse('2026-11-24T00:00:00Z');
  expect(daysLeft('2026-12-08T00:00:00Z', now)).toBe(14);
  expect(daysLeft('2026-11-24T23:59:59Z', now)).toBe(0);
  expect(daysLeft('2026-11-23T23:59:59Z', now)).toBe(-1);
});
