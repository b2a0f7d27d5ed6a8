import { describe, expect, it } from 'vitest';
import { usePreferences } from '../app/preferences';
import { age, number } from './number';
import {
  clock,
  dateTime,
  dayMonth,
  hourMinute,
  readMoment,
  shortTime,
  utc,
  writeMoment,
} from './time';

describe('times', () => {
  it('are those of Việt Nam, absolute, also over midnight', () => {
    expect(dateTime('2026-11-24T01:59:59.123Z')).toBe('24/11/2026 08:59:59');
    expect(dateTime('2026-12-31T17:00:00Z')).toBe('01/01/2027 00:00:00');
    expect(clock('2026-11-24T01:59:59Z')).toBe('08:59:59');
    expect(hourMinute('2026-11-24T01:59:59Z')).toBe('08:59');
    expect(dayMonth('2026-11-24T18:00:00Z')).toBe('25/11');
  });

  it('are short without leaving yesterday out', () => {
    const now = Date.parse('2026-11-23T20:00:00Z'); // 03:00 of the 24th
    expect(shortTime('2026-11-23T19:59:58Z', now)).toBe('02:59:58');
    expect(shortTime('2026-11-23T16:08:00Z', now)).toBe('23/11 23:08');
    expect(shortTime('2025-11-23T19:59:58Z', now)).toBe('24/11 02:59');
  });

  it('are told in UTC on hover, to the millisecond', () => {
    expect(utc('2026-11-24T08:59:59.123+07:00')).toBe('2026-11-24 01:59:59.123 UTC');
  });

  it('are read as they are written, and 31 February is none', () => {
    const at = Date.parse('2026-11-24T01:59:00Z');
    expect(writeMoment(at)).toBe('24/11/2026 08:59');
    expect(readMoment('24/11/2026 08:59')).toBe(at);
    expect(readMoment(' 4/1/2027 8:05 ')).toBe(Date.parse('2027-01-04T01:05:00Z'));
    for (const none of ['', '31/02/2026 08:00', '24/11/2026', '24/11/2026 25:00', '2026-11-24']) {
      expect(readMoment(none), none).toBeNaN();
    }
  });
});

describe('numbers', () => {
  it('have dots for thousands and a comma for decimals', () => {
    expect(number(0)).toBe('0');
    expect(number(999)).toBe('999');
    expect(number(1204)).toBe('1.204');
    expect(number(12345678)).toBe('12.345.678');
    expect(number(1204.55, 1)).toBe('1.204,5');
    expect(number(-1204)).toBe('−1.204');
    expect(number(-0.2)).toBe('0');
  });

  it('have the marks of English where that is spoken', () => {
    usePreferences.setState({ language: 'en' });
    expect(number(1204.55, 1)).toBe('1,204.5');
    expect(number(12345678)).toBe('12,345,678');
    usePreferences.setState({ language: 'vi' });
  });

  it('tell an age in the largest unit that fits', () => {
    expect(age(12_900, 'vi')).toBe('12 s');
    expect(age(-5, 'vi')).toBe('0 s');
    expect(age(5 * 60_000, 'vi')).toBe('5 phút');
    expect(age(47 * 3_600_000, 'en')).toBe('47 h');
    expect(age(49 * 3_600_000, 'en')).toBe('2 d');
  });
});
