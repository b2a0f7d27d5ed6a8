import { expect, it } from 'vitest';
import { MESSAGES } from './i18n/messages';
import { PAGES } from './pages';

it('gives every page its own path and shortcut, and every listed page an icon', () => {
  const paths = PAGES.map((row) => row.path);
  const letters = PAGES.flatMap((row) => row.letter ?? []);
  expect(new Set(paths).size).toBe(paths.length);
  expect(new Set(letters).size).toBe(letters.length);
  for (const row of PAGES.filter((one) => one.group)) expect(row.icon, row.path).toBeDefined();
});

it.each(PAGES.map((row) => [row.path, row] as const))('loads %s', async (_, row) => {
  expect(typeof (await row.load()).default).toBe('function');
  expect(MESSAGES[row.title][0]).not.toBe('');
});

it('says everything in Vietnamese and in English', () => {
  for (const [id, [vi, en]] of Object.entries(MESSAGES)) {
    expect(vi.trim(), id).not.toBe('');
    expect(en.trim(), id).not.toBe('');
  }
});
