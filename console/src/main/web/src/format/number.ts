import { usePreferences } from '../app/preferences';

const MARKS = { vi: { thousands: '.', decimal: ',' }, en: { thousands: ',', decimal: '.' } };

/** `1.204,5`; in English `1,204.5`, as in the sentences of alerts and incidents beside it. */
export function number(value: number, decimals = 0): string {
  const { thousands, decimal } = MARKS[usePreferences.getState().language];
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const sign = value < 0 && Number(fixed) !== 0 ? '−' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped}${decimal}${fraction}`;
}

/** The age of something: `12 s`, `5 phút`, `3 giờ`, `2 ngày`. */
export function age(elapsedMillis: number, language: 'vi' | 'en'): string {
  const seconds = Math.max(0, Math.floor(elapsedMillis / 1000));
  const words = language === 'vi' ? ['phút', 'giờ', 'ngày'] : ['min', 'h', 'd'];
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} ${words[0]}`;
  if (seconds < 48 * 3_600) return `${Math.floor(seconds / 3_600)} ${words[1]}`;
  return `${Math.floor(seconds / 86_400)} ${words[2]}`;
}
