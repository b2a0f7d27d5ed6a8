import type { MapData } from '../../api/situation';
import { Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { useSay } from '../../i18n';
import type { Point } from '../../map/points';
import { SymbolOf } from '../../map/SymbolOf';
import { factsOf } from './facts';
import classes from './map.module.css';

interface Props {
  points: Point[];
  data: MapData;
  picked: string;
  pick: (key: string) => void;
}

/** What the map shows, for the keyboard and for screen readers; what is urgent on top. */
export function PointTable({ points, data, picked, pick }: Props) {
  const say = useSay();
  if (points.length === 0) return <Empty title={say('map.none')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus
    <section className={classes.scroller} tabIndex={0} aria-label={say('map.asTable')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{say('map.kind')}</th>
            <th scope="col">{say('map.name')}</th>
            <th scope="col">{say('map.state')}</th>
            <th scope="col">{say('map.place')}</th>
            <th scope="col">{say('map.when')}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <Line
              key={point.key}
              point={point}
              data={data}
              open={point.key === picked}
              pick={() => pick(point.key)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line(props: { point: Point; data: MapData; open: boolean; pick: () => void }) {
  const say = useSay();
  const { point } = props;
  const facts = factsOf(props.data, point);
  return (
    <tr data-open={props.open || undefined}>
      <td>
        <SymbolOf kind={point.kind} ring={point.ring} /> {say(`map.kind.${point.kind}`)}
      </td>
      <td>
        <button type="button" className={classes.name} onClick={props.pick}>
          {point.name}
        </button>
      </td>
      <td data-ring={point.ring}>{facts && say(facts.state)}</td>
      <td>{point.place.name}</td>
      <td>
        {facts?.when && (
          <>
            <Time at={facts.when[1]} /> <span className={classes.about}>{say(facts.when[0])}</span>
          </>
        )}
      </td>
    </tr>
  );
}
