import type { OpenReport, ReportSituation } from '../../api/situation';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { age, number } from '../../format/number';
import { millis } from '../../format/time';
import { useLanguage, useSay } from '../../i18n';
import { PanelHead, Shown } from './PanelHead';
import classes from './pipeline.module.css';
import { useSituation } from './useSituation';

/** Enough of an id to tell reports apart; the whole stands on hover. */
const SHORT_ID = 11;

/** Open reports, the one due first on top. */
export function ReportPanel() {
  return (
    <Await query={useSituation<ReportSituation>('field-report')}>
      {(situation) => <Reports {...situation} />}
    </Await>
  );
}

function Reports({ feed, open, overdue, letGo, reports }: ReportSituation) {
  const say = useSay();
  const values = { open: number(open), overdue: number(overdue) };
  return (
    <>
      <PanelHead summary={say('report.summary', values)} feed={feed} />
      <Shown shown={reports.length} total={open} />
      {letGo > 0 && <p className={classes.warning}>{say('report.letGo', { n: number(letGo) })}</p>}
      {reports.length === 0 && <Empty title={say('report.none')} />}
      {reports.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('report.report')}</th>
              <th scope="col">{say('report.where')}</th>
              <th scope="col">{say('report.due')}</th>
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <Report key={report.id} report={report} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Report({ report }: { report: OpenReport }) {
  const say = useSay();
  const language = useLanguage();
  const left = report.due === null ? null : millis(report.due) - Date.now();
  const span = left === null ? '' : age(Math.abs(left), language);
  return (
    <tr>
      <td>
        {report.description}
        <span className={classes.sub}>
          <span title={report.id}>{report.id.slice(0, SHORT_ID)}</span> ·{' '}
          <Time at={report.requestedAt} short />
        </span>
      </td>
      <td>{report.place?.name || report.address}</td>
      <td data-bad={report.overdue || undefined}>
        {report.due && <Time at={report.due} />}
        {left !== null && (
          <span className={classes.sub}>
            {say(left < 0 ? 'report.overdue' : 'report.left', { age: span })}
          </span>
        )}
      </td>
    </tr>
  );
}
