import { Link } from '@tanstack/react-router';
import type { Alert } from '../api/types';
import { useMay } from '../app/session';
import { number } from '../format/number';
import { useSay } from '../i18n';

/** How many of the events an alert counts are kept with it, and the search that finds all. */
export function AllEvents({ alert }: { alert: Alert }) {
  const say = useSay();
  const may = useMay('analyst');
  if (alert.count <= alert.evidenceKept) return null;
  return (
    <p>
      {say('event.kept', { kept: number(alert.evidenceKept), total: number(alert.count) })}{' '}
      {may && alert.entities.length > 0 && (
        <Link to="/events" search={alert.events as never}>
          {say('event.searchRest')}
        </Link>
      )}
    </p>
  );
}
