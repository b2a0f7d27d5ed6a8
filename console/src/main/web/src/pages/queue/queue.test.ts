import { describe, expect, it } from 'vitest';
import type { Alert, Incident } from '../../api/types';
import { readSearch, writeSearch } from '../../app/search';
import { OPEN, readFilter, showsAlert, showsIncident, writeFilter } from './filter';
import { current, nothing, received } from './live';
import { rowsOf, targetOf } from './rows';
import { moved, NONE } from './selection';

const alert = (part: Partial<Alert> & { id: string }): Alert => ({
  rule: 'security/password-guessing',
  pack: 'security',
  pipeline: 'security',
  severity: 'medium',
  title: { vi: 'Dò mật khẩu', en: 'Password guessing' },
  reason: { vi: '412 lần đăng nhập sai', en: '412 failed sign-ins' },
  groupKey: '203.0.113.7',
  entities: [
    { kind: 'ip', value: '203.0.113.7', role: 'attacker', query: 'source.ip:"203.0.113.7"' },
  ],
  firstSeen: '2026-11-24T01:00:00Z',
  lastSeen: '2026-11-24T01:05:00Z',
  count: 412,
  attack: ['T1110'],
  condition: 'active',
  place: null,
  playbook: null,
  late: false,
  simulated: false,
  incident: null,
  evidenceKept: 50,
  events: {
    q: 'source.ip:"203.0.113.7"',
    from: '2026-11-24T01:00:00Z',
    to: '2026-11-24T01:05:01Z',
  },
  triage: { state: 'new', assignee: null, verdict: null, notes: [], version: '1' },
  ...part,
});

const ALL = readFilter({});

describe('the filter', () => {
  it('shows what is open and not shelved unless asked otherwise', () => {
    expect(ALL.states).toEqual(OPEN);
    const closed = alert({ id: 'a' }).triage;
    expect(showsAlert(ALL, alert({ id: 'a' }))).toBe(true);
    expect(showsAlert(ALL, alert({ id: 'a', condition: 'shelved' }))).toBe(false);
    expect(showsAlert(ALL, alert({ id: 'a', condition: 'suppressed' }))).toBe(false);
    expect(showsAlert(ALL, alert({ id: 'a', triage: { ...closed, state: 'closed' } }))).toBe(false);
  });

  it('survives the address bar', () => {
    const search = {
      pipeline: 'field-report',
      severity: 'critical,high',
      state: 'new,closed',
      entity: 'ip:203.0.113.7',
      q: 'phường Vinh Hưng & "a+b"',
      shelved: 'true',
    };
    const written = writeFilter(readFilter(readSearch(writeSearch(search))));
    expect(written).toEqual({ ...search, suppressed: '' });
    expect(readFilter({ suppressed: 'true' }).aside).toBe('suppressed');
    expect(writeSearch(writeFilter(ALL))).toBe('');
  });

  it('leaves out what it does not know', () => {
    expect(readFilter({ pipeline: 'nonsense', severity: 'high,loud', state: 'x' })).toEqual({
      ...ALL,
      severities: ['high'],
    });
  });

  it('finds an entity with and without its kind, and every word of either language', () => {
    const one = alert({ id: 'a' });
    expect(showsAlert({ ...ALL, entity: '203.0.113.7' }, one)).toBe(true);
    expect(showsAlert({ ...ALL, entity: 'ip:203.0.113.7' }, one)).toBe(true);
    expect(showsAlert({ ...ALL, entity: 'host:203.0.113.7' }, one)).toBe(false);
    expect(showsAlert({ ...ALL, words: 'DÒ sign-ins' }, one)).toBe(true);
    expect(showsAlert({ ...ALL, words: 'dò camera' }, one)).toBe(false);
  });

  it('keeps a merged incident and other pipelines out', () => {
    const incident = {
      id: 'i',
      title: { vi: 'x', en: 'x' },
      severity: 'high',
      state: 'new',
      entities: [],
      summary: [],
      pipelines: ['service'],
      mergedInto: null,
    } as unknown as Incident;
    expect(showsIncident(ALL, incident)).toBe(true);
    expect(showsIncident({ ...ALL, pipeline: 'service' }, incident)).toBe(true);
    expect(showsIncident({ ...ALL, pipeline: 'press' }, incident)).toBe(false);
    expect(showsIncident(ALL, { ...incident, mergedInto: 'j' })).toBe(false);
  });
});

describe('the stream', () => {
  const listed = (id: string) => id === 'a';
  const belongs = (one: Alert) => one.triage.state !== 'closed';

  it('changes a listed row in place and lets new ones wait', () => {
    const rows = [alert({ id: 'a', count: 1 })];
    const live = received(
      nothing<Alert>(),
      [alert({ id: 'a', count: 9 }), alert({ id: 'b' }), alert({ id: 'c' }), alert({ id: 'b' })],
      listed,
      belongs,
    );
    expect(current(rows, live).map((row) => [row.id, row.count])).toEqual([['a', 9]]);
    expect([...live.fresh.keys()]).toEqual(['b', 'c']);
  });

  it('forgets a waiting one that somebody has closed meanwhile', () => {
    const before = received(nothing<Alert>(), [alert({ id: 'b' })], listed, belongs);
    const { triage } = alert({ id: 'b' });
    const closed = alert({ id: 'b', triage: { ...triage, state: 'closed' } });
    expect(received(before, [closed], listed, belongs).fresh.size).toBe(0);
  });
});

describe('the selection', () => {
  const rows = ['incident/i', 'alert/a', 'alert/b'];

  it('steps through the rows and stops at both ends', () => {
    let now = moved(NONE, { type: 'step', by: 1, rows });
    expect(now.active).toBe('incident/i');
    now = moved(now, { type: 'step', by: -1, rows });
    expect(now.active).toBe('incident/i');
    now = moved(moved(now, { type: 'step', by: 1, rows }), { type: 'step', by: 5, rows });
    expect(now.active).toBe('alert/b');
  });

  it('starts at the top when the active row is gone', () => {
    const now = moved({ ...NONE, active: 'alert/gone' }, { type: 'step', by: 1, rows });
    expect(now.active).toBe('incident/i');
    expect(moved(now, { type: 'step', by: 1, rows: [] }).active).toBeNull();
  });

  it('ticks, unticks, clears', () => {
    const ticked = moved(NONE, { type: 'tick', row: 'alert/a' });
    expect([...ticked.ticked]).toEqual(['alert/a']);
    expect(moved(ticked, { type: 'tick', row: 'alert/a' }).ticked.size).toBe(0);
    expect(moved(ticked, { type: 'clear' }).ticked.size).toBe(0);
  });
});

it('lists incidents above alerts, each under its heading', () => {
  const incident = { id: 'i' } as Incident;
  const rows = rowsOf([incident], [alert({ id: 'a' })], { incidents: 1, alerts: 37 });
  expect(rows.map((row) => row.key)).toEqual(['incidents', 'incident/i', 'alerts', 'alert/a']);
  expect(rows[2]).toMatchObject({ kind: 'heading', count: 37, shown: 1 });
  expect(rowsOf([], [], { incidents: 0, alerts: 0 })).toEqual([]);
  const cut = rowsOf([incident], [], { incidents: 532, alerts: 0 });
  expect(cut[0]).toMatchObject({ count: 532, shown: 1 });
  expect(cut[2]).toEqual({ kind: 'more', key: 'incidents-more', left: 531 });
  expect(targetOf('alert/x/y')).toEqual({ kind: 'alert', id: 'x/y' });
});
