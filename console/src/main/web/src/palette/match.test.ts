import { expect, it } from 'vitest';
import { plain } from '../format/plain';
import { best, entityIn, type Goal, score } from './match';

const goal = (title: string, detail = ''): Goal => ({
  id: title,
  kind: 'page',
  title,
  detail,
  to: '/',
});

it('finds Vietnamese words typed without marks', () => {
  expect(plain('Sổ ĐỐI soát')).toBe('so doi soat');
  expect(score('hang doi', 'Hàng đợi')).toBe(3);
  expect(score('doi', 'Hàng đợi')).toBe(2);
  expect(score('ang', 'Hàng đợi')).toBe(1);
  expect(score('luat', 'Hàng đợi')).toBe(0);
});

it('puts what starts with the words first, titles before details', () => {
  const goals = [goal('Quét cổng dọc'), goal('Sức khoẻ', 'cổng'), goal('Cổng dịch vụ ngừng')];
  expect(best('cong', goals, 9).map((one) => one.title)).toEqual([
    'Cổng dịch vụ ngừng',
    'Quét cổng dọc',
    'Sức khoẻ',
  ]);
  expect(best('', goals, 2)).toHaveLength(2);
});

it('knows what could be an entity', () => {
  expect(entityIn(' 203.0.113.7 ')).toBe('203.0.113.7');
  expect(entityIn('web-01')).toBe('web-01');
  expect(entityIn('hàng đợi')).toBeNull();
  expect(entityIn('luat')).toBeNull();
});
