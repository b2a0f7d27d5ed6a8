import { describe, expect, it } from 'vitest';
import { readSearch, writeSearch } from '../../app/search';
import {
  bounds,
  errorPlace,
  readColumns,
  readRange,
  USUAL_COLUMNS,
  writeColumns,
  writeRange,
} from './range';

describe('a saved search', () => {
  it('survives the address bar, query, range and columns', () => {
    const q = 'source.ip:"203.0.113.7" AND (user.name:"quản trị" OR message:a+b&c#d)';
    const range = { from: '2026-11-24T01:00:00.000Z', to: '2026-11-24T02:00:00.000Z' };
    const columns = ['user.name', 'summary'];
    const written = { q, ...writeRange(range), columns: writeColumns(columns) };
    const read = readSearch(writeSearch(written));
    expect(read.q).toBe(q);
    expect(readRange(read)).toEqual(range);
    expect(readColumns(read)).toEqual(columns);
  });

  it('says nothing of what is usual', () => {
    const usual = { ...writeRange({ span: '1h' }), columns: writeColumns(USUAL_COLUMNS) };
    expect(writeSearch(usual)).toBe('');
    expect(readRange({})).toEqual({ span: '1h' });
    expect(readColumns({})).toEqual(USUAL_COLUMNS);
  });

  it('falls back to the last hour when the range makes no sense', () => {
    const usual = { span: '1h' };
    expect(readRange({ from: 'x', to: '2026-11-24T02:00:00Z' })).toEqual(usual);
    expect(readRange({ from: '2026-11-24T02:00:00Z', to: '2026-11-24T01:00:00Z' })).toEqual(usual);
    expect(readRange({ span: 'forever' })).toEqual(usual);
  });
});

it('turns the last while into two moments', () => {
  const now = Date.parse('2026-11-24T02:00:00Z');
  expect(bounds({ span: '15m' }, now)).toEqual({
    from: '2026-11-24T01:45:00.000Z',
    to: '2026-11-24T02:00:00.000Z',
  });
});

it('finds where a query goes wrong', () => {
  expect(errorPlace("q: column 7: ')' (expected: a value)")).toEqual({
    column: 7,
    what: "')' (expected: a value)",
  });
  expect(errorPlace('size: 0 (expected: 1 to 9)')).toBeNull();
});
