import { beforeEach, describe, expect, it } from 'vitest';
import { isTyping, keyName, Matcher, type Shortcut, useKeyOverrides } from './registry';

const shortcut = (id: string, keys: string): Shortcut => ({ id, keys, title: id, run: () => {} });
const all = [shortcut('down', 'j'), shortcut('queue', 'g q'), shortcut('help', '?')];

describe('a press', () => {
  beforeEach(() => useKeyOverrides.setState({ keys: {} }));

  it('finds its shortcut', () => {
    expect(new Matcher().match('j', 0, all)?.id).toBe('down');
    expect(new Matcher().match('y', 0, all)).toBeNull();
  });

  it('may be the second of a sequence, if it comes soon', () => {
    const matcher = new Matcher();
    expect(matcher.match('g', 0, all)).toBeNull();
    expect(matcher.match('q', 500, all)?.id).toBe('queue');
    expect(matcher.match('g', 1_000, all)).toBeNull();
    expect(matcher.match('q', 9_000, all)).toBeNull();
  });

  it('after a sequence that came to nothing means nothing', () => {
    const matcher = new Matcher();
    matcher.match('g', 0, all);
    expect(matcher.match('j', 100, all)).toBeNull();
    expect(matcher.match('j', 200, all)?.id).toBe('down');
  });

  it('obeys what a person changed', () => {
    useKeyOverrides.setState({ keys: { down: 'n' } });
    expect(new Matcher().match('n', 0, all)?.id).toBe('down');
    expect(new Matcher().match('j', 0, all)).toBeNull();
  });

  it('is named with its modifiers', () => {
    const press = { key: 'k', ctrlKey: true, metaKey: false, altKey: false };
    expect(keyName(press)).toBe('ctrl+k');
    expect(keyName({ ...press, key: ' ', ctrlKey: false })).toBe('Space');
  });
});

describe('typing', () => {
  it('is what happens in a text field and not in a checkbox', () => {
    const input = document.createElement('input');
    expect(isTyping(input)).toBe(true);
    input.type = 'checkbox';
    expect(isTyping(input)).toBe(false);
    expect(isTyping(document.createElement('textarea'))).toBe(true);
    expect(isTyping(document.createElement('div'))).toBe(false);
  });
});
