import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '../api/client';
import type { Role } from '../api/types';
import { useSay } from '../i18n';
import classes from './design.module.css';

/** Nothing to show, and that is fine: says so, and what would make something appear. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.placeholder} data-state="empty">
      <p className={classes.placeholderTitle}>{title}</p>
      {children}
    </div>
  );
}

export function Loading() {
  const say = useSay();
  return (
    <div className={classes.placeholder} role="status" data-state="loading">
      <Loader size="sm" aria-hidden="true" />
      <span>{say('states.loading')}</span>
    </div>
  );
}

/** What went wrong in the server's words, and a button to try again. */
export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const say = useSay();
  const silent = error instanceof Problem && error.status === 0;
  return (
    <div className={classes.placeholder} role="alert" data-state="failed">
      <p className={classes.placeholderTitle}>{say('states.failed')}</p>
      <p>{silent ? say('states.noAnswer') : error.message}</p>
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          {say('states.again')}
        </Button>
      )}
    </div>
  );
}

export function Forbidden({ role }: { role: Role }) {
  const say = useSay();
  return (
    <div className={classes.placeholder} role="alert" data-state="forbidden">
      <p className={classes.placeholderTitle}>{say('states.forbidden')}</p>
      <p>{say('states.forbiddenHint', { role: say(`role.${role}`) })}</p>
    </div>
  );
}

/** Shows a query's data, or how it stands. Old data stay while new ones fail to come. */
export function Await<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
