import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MapData } from '../../api/situation';
import { useMay } from '../../app/session';
import { SeverityMark } from '../../design/SeverityMark';
import { Time } from '../../design/Time';
import { useSay } from '../../i18n';
import { useShortcut } from '../../keyboard/registry';
import type { Point } from '../../map/points';
import { SymbolOf } from '../../map/SymbolOf';
import { factsOf } from './facts';
import classes from './map.module.css';

/** One point: what it is, how it stands, where to go on. */
export function PointDetail(props: { point: Point; data: MapData; shut: () => void }) {
  const say = useSay();
  const operates = useMay('operator');
  const { point, data, shut } = props;
  const facts = factsOf(data, point);
  const alert = point.kind === 'alert' ? data.alerts.find((one) => one.id === point.id) : null;
  useShortcut('map shut', 'Escape', say('map.shut'), shut);
  return (
    <aside className={classes.panel} aria-label={point.name}>
      <header>
        <h2>
          <SymbolOf kind={point.kind} ring={point.ring} size={20} /> {point.name}
        </h2>
        <CloseButton aria-label={say('map.shut')} onClick={shut} />
      </header>
      <dl className={classes.facts}>
        <dt>{say('map.state')}</dt>
        <dd data-ring={point.ring}>{facts && say(facts.state)}</dd>
        {alert && (
          <>
            <dt>{say('queue.severity')}</dt>
            <dd>
              <SeverityMark severity={alert.severity} />
            </dd>
          </>
        )}
        <dt>{say('map.place')}</dt>
        <dd>{point.place.name}</dd>
        {facts?.when && (
          <>
            <dt>{say(facts.when[0])}</dt>
            <dd>
              <Time at={facts.when[1]} />
            </dd>
          </>
        )}
      </dl>
      {facts?.words && <p className={classes.words}>{facts.words}</p>}
      {operates && facts && (
        <p>
          {alert ? (
            <Link to="/" search={{ alert: alert.id } as never}>
              {say('map.toAlert')}
            </Link>
          ) : (
            <Link to={`/pipelines/${facts.pipeline}`}>{say('map.toPipeline')}</Link>
          )}
        </p>
      )}
    </aside>
  );
}
