import { Fragment, useState } from 'react';
import type { Counts, LedgerRow } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { useReason } from './reason';
import { type Hop, hopsOf, missing, total } from './sums';

/** Two lines a source, one a hop; a click on the source opens the reasons. */
export function LedgerTable({ rows }: { rows: LedgerRow[] }) {
  const say = useSay();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className={classes.wide}>
      <table className={classes.table}>
        <caption className="visually-hidden">{say('ledger.rows')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('ledger.source')}</th>
            <th scope="col">{say('ledger.hop')}</th>
            <th scope="col" data-number="">
              {say('ledger.in')}
            </th>
            <th scope="col" data-number="">
              {say('ledger.good')}
            </th>
            <th scope="col" data-number="">
              {say('ledger.rejected')}
            </th>
            <th scope="col" data-number="">
              {say('ledger.dropped')}
            </th>
            <th scope="col" data-number="">
              {say('ledger.pending')}
            </th>
            <th scope="col">{say('ledger.state')}</th>
            <th scope="col">{say('ledger.last')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Source
              key={row.source}
              row={row}
              open={open === row.source}
              toggle={() => setOpen(open === row.source ? null : row.source)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Source({ row, open, toggle }: { row: LedgerRow; open: boolean; toggle: () => void }) {
  const say = useSay();
  const hops = hopsOf(row);
  return (
    <>
      {hops.map((hop) => (
        <tr key={hop.hop} data-group={hop.hop === 'raw' ? 'start' : undefined}>
          {hop.hop === 'raw' && (
            <td rowSpan={2}>
              <button
                type="button"
                className={classes.plainButton}
                aria-expanded={open}
                onClick={toggle}
              >
                {open ? '▾' : '▸'} <b>{row.source}</b>
              </button>
              <span className={classes.sub}>
                {row.type} · {say('ledger.rate', { n: number(row.ratePerSecond, 1) })}
              </span>
            </td>
          )}
          <HopCells hop={hop} />
          {hop.hop === 'raw' && (
            <td rowSpan={2}>{row.lastReceivedAt && <Time at={row.lastReceivedAt} />}</td>
          )}
        </tr>
      ))}
      {open && (
        <tr>
          <td colSpan={9}>
            <Reasons row={row} hops={hops} />
          </td>
        </tr>
      )}
    </>
  );
}

function HopCells({ hop }: { hop: Hop }) {
  const say = useSay();
  const off = missing(hop);
  return (
    <>
      <td className={classes.muted}>{say(`ledger.${hop.hop}`)}</td>
      <td data-number="">{number(hop.in)}</td>
      <td data-number="">{number(hop.good)}</td>
      <td data-number="">{number(total(hop.rejected))}</td>
      <td data-number="">{number(total(hop.dropped))}</td>
      <td data-number="">{number(hop.pending)}</td>
      <td className={classes.verdict} data-status={off === 0 ? 'ok' : 'down'}>
        {off === 0 ? `✓ ${say('ledger.balanced')}` : `◆ ${say('ledger.off', { n: number(off) })}`}
      </td>
    </>
  );
}

function Reasons({ row, hops }: { row: LedgerRow; hops: Hop[] }) {
  const say = useSay();
  const reason = useReason();
  const list = (counts: Counts) =>
    Object.entries(counts).map(([name, count]) => `${reason(name)}: ${number(count)}`);
  return (
    <section aria-label={say('ledger.why', { source: row.source })}>
      {hops.map((hop) => {
        const parts: [string, string[]][] = [
          [say('ledger.rejected'), list(hop.rejected)],
          [say('ledger.dropped'), list(hop.dropped)],
        ];
        return (
          <Fragment key={hop.hop}>
            <p>
              {say(`ledger.${hop.hop}`)}:{' '}
              {say('ledger.sum', {
                in: number(hop.in),
                good: number(hop.good),
                rejected: number(total(hop.rejected)),
                dropped: number(total(hop.dropped)),
                pending: number(hop.pending),
              })}
            </p>
            {parts
              .filter(([, lines]) => lines.length > 0)
              .map(([name, lines]) => (
                <p key={name} className={classes.muted}>
                  {name}: {lines.join('; ')}
                </p>
              ))}
          </Fragment>
        );
      })}
    </section>
  );
}
