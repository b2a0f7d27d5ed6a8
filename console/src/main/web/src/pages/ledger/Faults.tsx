import type { Ledger } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import { useFaultKind } from './reason';

/** Clocks that run off, sources that are late or silent: each with who it is. */
export function Faults({ ledger }: { ledger: Ledger }) {
  const say = useSay();
  const text = useText();
  const kind = useFaultKind();
  const faults = [...ledger.faults, ...ledger.sources.flatMap((row) => row.faults)].toSorted(
    (a, b) => b.last.localeCompare(a.last),
  );
  return (
    <section className={classes.block}>
      <h2>{say('ledger.faults')}</h2>
      {faults.length === 0 && <p className={classes.muted}>{say('ledger.noFaults')}</p>}
      {ledger.faultsUncounted > 0 && (
        <p className={classes.verdict} data-status="degraded">
          {say('ledger.faultsUncounted', { n: number(ledger.faultsUncounted) })}
        </p>
      )}
      {faults.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('ledger.source')}</th>
              <th scope="col">{say('ledger.kind')}</th>
              <th scope="col">{say('ledger.origin')}</th>
              <th scope="col">{say('ledger.detail')}</th>
              <th scope="col" data-number="">
                {say('ledger.count')}
              </th>
              <th scope="col">{say('ledger.since')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={`${fault.source}/${fault.kind}/${fault.origin}`}>
                <td>{fault.source}</td>
                <td>{kind(fault.kind)}</td>
                <td>{fault.origin}</td>
                <td>{text(fault.detail)}</td>
                <td data-number="">{number(fault.count)}</td>
                <td>
                  <Time at={fault.since} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
