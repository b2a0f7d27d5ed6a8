import { describe, expect, it } from 'vitest';
import { fieldsOf, fieldText, summaryOf } from './document';
import { fieldQuery, narrowed } from './pivot';
import { bytesOf, shown } from './raw';

const login = {
  '@timestamp': '2026-11-24T01:59:59.000Z',
  host: { name: 'web-01' },
  source: { ip: '203.0.113.7', port: 51000 },
  event: { category: ['authentication'], outcome: 'failure' },
  songlam: { place: { location: { lat: 18.6, lon: 105.6 } } },
  vendor: { 'fortigate.policyid': 7 },
};

describe('a document', () => {
  it('is told by dotted fields, vendor fields last under their own names', () => {
    expect(fieldsOf(login).map((field) => field.name)).toEqual([
      '@timestamp',
      'host.name',
      'source.ip',
      'source.port',
      'event.category',
      'event.outcome',
      'songlam.place.location',
      'fortigate.policyid',
    ]);
    expect(fieldText(login, 'source.port')).toBe('51000');
    expect(fieldText(login, 'event.category')).toBe('authentication');
    expect(fieldText(login, 'fortigate.policyid')).toBe('7');
    expect(fieldText(login, 'source.ip.none')).toBe('');
  });

  it('without a message is summed up from who talked to whom', () => {
    const flow = {
      '@timestamp': '2026-11-24T01:59:59.000Z',
      source: { ip: '203.0.113.7', port: 51000 },
      destination: { ip: '10.40.1.5', port: 22 },
      network: { transport: 'tcp', bytes: 1204 },
    };
    expect(summaryOf(flow)).toBe('203.0.113.7:51000 → 10.40.1.5:22 · tcp · 1.204 B');
    expect(summaryOf({ ...flow, message: 'Failed password' })).toBe('Failed password');
  });

  it('of a camera or a report is summed up from its first facts', () => {
    const count = {
      '@timestamp': '2026-11-24T01:59:59Z',
      event: { kind: 'metric' },
      songlam: { source: 'cameras', camera: { id: 'cam_01' }, count: { object: 'car', value: 3 } },
    };
    expect(summaryOf(count)).toBe('id: cam_01 · object: car · value: 3');
  });
});

describe('a pivot', () => {
  it('escapes quotes and backslashes', () => {
    expect(fieldQuery('user.name', 'A\\"b')).toBe('user.name:"A\\\\\\"b"');
  });

  it('narrows a query without changing what it meant', () => {
    expect(narrowed('', 'a:"1"')).toBe('a:"1"');
    expect(narrowed('b:"2"', 'a:"1"')).toBe('b:"2" AND a:"1"');
    expect(narrowed('b:"2" OR c:"3"', 'a:"1"')).toBe('(b:"2" OR c:"3") AND a:"1"');
  });
});

describe('a raw record', () => {
  it('is shown as text, with its Vietnamese marks', () => {
    const bytes = new TextEncoder().encode('Nghệ An <34>sshd');
    expect(shown(bytesOf(btoa(String.fromCharCode(...bytes))))).toBe('Nghệ An <34>sshd');
  });

  it('that is no text is shown as bytes', () => {
    const dump = shown(Uint8Array.from([0, 9, 0xff, 65, ...new Array(13).fill(1)]));
    expect(dump.split('\n')).toHaveLength(2);
    expect(dump.startsWith('0000  00 09 ff 41')).toBe(true);
    expect(dump.split('\n')[0]?.endsWith('...A............')).toBe(true);
  });
});
