import { Link } from '@tanstack/react-router';
import type { Entity } from '../api/types';
import { useMay } from '../app/session';
import classes from '../design/design.module.css';
import { type MessageId, useSay } from '../i18n';
import { fieldQuery } from './pivot';

const KINDS = new Set([
  'ip',
  'host',
  'user',
  'camera',
  'domain',
  'source',
  'service',
  'report',
  'story',
  'place',
]);

/** Values that are read letter by letter. */
const TECHNICAL = new Set(['ip', 'host', 'user', 'domain', 'camera']);

export function useKindName(): (kind: string) => string {
  const say = useSay();
  return (kind) => (KINDS.has(kind) ? say(`entity.kind.${kind}` as MessageId) : kind);
}

/** An entity's value; a click searches its events. */
export function EntityLink({ entity, bare = false }: { entity: Entity; bare?: boolean }) {
  const say = useSay();
  const name = useKindName();
  const may = useMay('analyst');
  const content = (
    <>
      {!bare && <span className={classes.role}>{name(entity.kind)}</span>}
      <span className={TECHNICAL.has(entity.kind) ? classes.mono : undefined}>{entity.value}</span>
      {!bare && <span className={classes.role}>{say(`entity.${entity.role}`)}</span>}
    </>
  );
  if (!may) return <span className={classes.entity}>{content}</span>;
  return (
    <Link
      className={classes.entity}
      to="/events"
      search={{ q: entity.query, span: '24h' } as never}
      title={say('event.search', { what: `${name(entity.kind)} ${entity.value}` })}
    >
      {content}
    </Link>
  );
}

/** A field's value; a click searches the events that have it too. */
export function ValueLink({ name, value }: { name: string; value: string }) {
  const say = useSay();
  const may = useMay('analyst');
  if (!may) return <span className={classes.mono}>{value}</span>;
  return (
    <Link
      className={classes.value}
      to="/events"
      search={{ q: fieldQuery(name, value), span: '24h' } as never}
      title={say('event.search', { what: `${name} = ${value}` })}
    >
      {value}
    </Link>
  );
}
