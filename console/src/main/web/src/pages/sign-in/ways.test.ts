import { expect, it } from 'vitest';
import { destination, tokenOf } from './ways';

it('finds the token of a one-time link', () => {
  expect(tokenOf('#token=abc-123')).toBe('abc-123');
  expect(tokenOf('')).toBeNull();
  expect(tokenOf('#other=1')).toBeNull();
});

it('goes back to where the person was', () => {
  expect(destination('/events?q=a%3Ab', 'analyst')).toEqual({
    path: '/events',
    search: { q: 'a:b' },
  });
});

it('never leads to another site', () => {
  for (const next of ['https://example.com', '//example.com', '/\\example.com', undefined]) {
    expect(destination(next, 'operator')).toEqual({ path: '/', search: {} });
  }
  expect(destination(undefined, 'viewer').path).toBe('/map');
});
