import { expect, it } from 'vitest';
import type { Rule } from '../../api/rules';
import { shownRules, stateOf } from './filter';

const rule = (id: string, level: Rule['level'], vi: string, enabled = true): Rule => ({
  id,
  kind: 'pack',
  pack: 'security',
  pipeline: 'security',
  title: { vi, en: vi },
  level,
  attack: ['T1110.001'],
  enabled,
  switchedOff: null,
});

const RULES = [
  rule('security/beaconing', 'medium', 'Kết nối đều đặn'),
  rule('security/guessing', 'high', 'Dò mật khẩu', false),
  rule('security/camera', 'high', 'Camera ra internet'),
];

it('lists the most urgent first', () => {
  expect(shownRules(RULES, '', false).map((one) => one.id)).toEqual([
    'security/camera',
    'security/guessing',
    'security/beaconing',
  ]);
});

it('finds by words of the name, the id or a technique', () => {
  expect(shownRules(RULES, 'MẬT dò', false).map((one) => one.id)).toEqual(['security/guessing']);
  expect(shownRules(RULES, 'beacon', false)).toHaveLength(1);
  expect(shownRules(RULES, 't1110', false)).toHaveLength(3);
  expect(shownRules(RULES, 'absent', false)).toEqual([]);
});

it('can show only what is switched off', () => {
  expect(shownRules(RULES, '', true).map((one) => one.id)).toEqual(['security/guessing']);
});

it('does not call on what is not evaluated', () => {
  const broken = { ...rule('own/broken', 'high', 'Hỏng'), notEvaluated: { vi: 'tắt', en: 'off' } };
  expect(stateOf(broken)).toBe('rules.broken');
  expect(stateOf({ ...broken, enabled: false })).toBe('rules.off');
  expect(stateOf({ ...broken, notEvaluated: null })).toBe('rules.on');
});
