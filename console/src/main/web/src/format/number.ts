/** `1.204`, `1.204,5`: Vietnamese marks in both languages, so that a figure always looks the same. */
export function number(value: number, decimals = 0): string {
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = '0', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const sign = value < 0 && Number(fixed) !== 0 ? '−' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped},${fraction}`;
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
