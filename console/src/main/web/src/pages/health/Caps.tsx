import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Ledger } from '../../api/platform';
import type { ReportSituation } from '../../api/situation';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { number } from '../../format/number';
import { useSay } from '../../i18n';

/** No limit is silent: what had to go because there was no room, in figures. */
export function Caps() {
  const say = useSay();
  const query = useQuery({
    queryKey: ['caps'],
    queryFn: async ({ signal }) => {
      const [ledger, reports] = await Promise.all([
        api.get<Ledger>('/ledger', {}, signal),
        api.get<ReportSituation>('/pipelines/field-report', {}, signal),
      ]);
      return [
        ['health.cap.quarantine', ledger.quarantine.evicted],
        ['health.cap.faults', ledger.faultsUncounted],
        ['health.cap.reports', reports.letGo],
      ] as const;
    },
    refetchInterval: 10_000,
  });
  return (
    <section className={classes.block}>
      <h2>{say('health.caps')}</h2>
      <Await query={query}>
        {(caps) => (
          <table className={classes.table} data-narrow="">
            <tbody>
              {caps.map(([name, count]) => (
                <tr key={name}>
                  <th scope="row">{say(name)}</th>
                  <td
                    data-number=""
                    className={classes.verdict}
                    data-status={count > 0 ? 'degraded' : undefined}
                  >
                    {number(count)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Await>
    </section>
  );
}
