// Việt Nam keeps UTC+7 all year, so a shift is exact and far cheaper than Intl in a long list.
const OFFSET_MILLIS = 7 * 3_600_000;
const DAY_MILLIS = 24 * 3_600_000;

/** A moment as the API sends it (ISO 8601) or in milliseconds. */
export type Moment = string | number;

export function millis(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

function parts(at: number) {
  const iso = new Date(at).toISOString();
  return { date: `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`, iso };
}

/** `24/11/2026 08:59:59` in Asia/Ho_Chi_Minh. */
export function dateTime(moment: Moment): string {
  const { date, iso } = parts(millis(moment) + OFFSET_MILLIS);
  return `${date} ${iso.slice(11, 19)}`;
}

/** `08:59:59` in Asia/Ho_Chi_Minh. */
export function clock(moment: Moment): string {
  return parts(millis(moment) + OFFSET_MILLIS).iso.slice(11, 19);
}

/** `08:59` in Asia/Ho_Chi_Minh. */
export function hourMinute(moment: Moment): string {
  return clock(moment).slice(0, 5);
}

/** `24/11` in Asia/Ho_Chi_Minh. */
export function dayMonth(moment: Moment): string {
  return parts(millis(moment) + OFFSET_MILLIS).date.slice(0, 5);
}

/** `08:59:59` on the day of `now`, `23/11 08:59` on any other. */
export function shortTime(moment: Moment, now: number): string {
  return dayMonth(moment) === dayMonth(now) && Math.abs(millis(moment) - now) < DAY_MILLIS
    ? clock(moment)
    : `${dayMonth(moment)} ${hourMinute(moment)}`;
}

/** `2026-11-24 01:59:59.123 UTC`, for the hover. */
export function utc(moment: Moment): string {
  return `${parts(millis(moment)).iso.slice(0, 23).replace('T', ' ')} UTC`;
}

/** `24/11/2026 08:59`, as people type it. */
export function writeMoment(moment: Moment): string {
  return dateTime(moment).slice(0, 16);
}

/** Milliseconds of what a person typed as `24/11/2026 08:59`; NaN when it is no such moment. */
export function readMoment(text: string): number {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return Number.NaN;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute) - OFFSET_MILLIS;
  const padded = (value: number) => String(value).padStart(2, '0');
  const same = `${padded(day)}/${padded(month)}/${year} ${padded(hour)}:${padded(minute)}`;
  return writeMoment(at) === same ? at : Number.NaN;
}
