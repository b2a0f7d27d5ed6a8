import { Checkbox, SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchText } from '../../app/search';
import { Await } from '../../design/states';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { MapOf } from '../../map/MapOf';
import { isAbnormal, KINDS, type Kind, type Point, withoutPlace } from '../../map/points';
import { SymbolOf } from '../../map/SymbolOf';
import { Legend } from './Legend';
import classes from './map.module.css';
import { PointDetail } from './PointDetail';
import { PointTable } from './PointTable';
import { useMapData, usePoints } from './useMapData';

/** Cameras, reports, services and alerts where they are, as a map or as a table. */
export default function MapPage() {
  const say = useSay();
  const [search, setSearch] = useSearchText();
  const query = useMapData();
  const all = usePoints(query.data);
  const hidden = useMemo(() => new Set((search.hide ?? '').split(',')), [search.hide]);
  const abnormal = search.only === 'abnormal';
  const points = useMemo(
    () => all.filter((one) => !hidden.has(one.kind) && (!abnormal || isAbnormal(one))),
    [all, hidden, abnormal],
  );
  const picked = all.find((one) => one.key === search.point);
  const pick = (key: string) => setSearch({ point: key });
  const toggle = (kind: Kind) => {
    const next = KINDS.filter((one) => (one === kind ? !hidden.has(one) : hidden.has(one)));
    setSearch({ hide: next.join(',') });
  };
  return (
    <div className={classes.page} data-panel={picked ? true : undefined}>
      <h1 className="visually-hidden">{say('map.title')}</h1>
      <div className={classes.bar}>
        <Layers all={all} hidden={hidden} toggle={toggle} />
        <Checkbox
          size="xs"
          label={say('map.abnormal')}
          checked={abnormal}
          onChange={(event) => setSearch({ only: event.currentTarget.checked ? 'abnormal' : '' })}
        />
        <span className={classes.space} />
        <SegmentedControl
          size="xs"
          aria-label={say('map.view')}
          value={search.view === 'table' ? 'table' : 'map'}
          onChange={(view) => setSearch({ view: view === 'table' ? view : '' })}
          data={[
            { value: 'map', label: say('map.asMap') },
            { value: 'table', label: say('map.asTable') },
          ]}
        />
      </div>
      <div className={classes.body}>
        <Await query={query}>
          {(data) => (
            <>
              {data.storeAway && <p className={classes.warning}>▲ {say('map.storeAway')}</p>}
              {search.view === 'table' ? (
                <PointTable points={points} data={data} picked={search.point ?? ''} pick={pick} />
              ) : (
                <div className={classes.map}>
                  <MapOf points={points} onPick={pick} picked={picked?.key ?? null} />
                  <Legend />
                </div>
              )}
              <p className={classes.foot}>
                {withoutPlace(data) > 0 &&
                  say('map.withoutPlace', { n: number(withoutPlace(data)) })}
              </p>
            </>
          )}
        </Await>
      </div>
      {picked && query.data && (
        <PointDetail point={picked} data={query.data} shut={() => setSearch({ point: '' })} />
      )}
    </div>
  );
}

function Layers(props: { all: Point[]; hidden: Set<string>; toggle: (kind: Kind) => void }) {
  const say = useSay();
  return (
    <fieldset className={classes.layers} aria-label={say('map.show')}>
      {KINDS.map((kind) => {
        const count = props.all.filter((one) => one.kind === kind).length;
        return (
          <button
            key={kind}
            type="button"
            className={classes.layer}
            aria-pressed={!props.hidden.has(kind)}
            onClick={() => props.toggle(kind)}
          >
            <SymbolOf kind={kind} ring="calm" /> {say(`map.kind.${kind}`)} {number(count)}
          </button>
        );
      })}
    </fieldset>
  );
}
