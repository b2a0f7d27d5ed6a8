import type { TrafficSituation } from '../../api/situation';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { type MessageId, useSay } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';
import { PanelHead } from './PanelHead';
import classes from './pipeline.module.css';
import { useSituation } from './useSituation';

const URGENCY: Record<string, number> = { offline: 0, unknown: 1, disabled: 2, online: 3 };

/** Cameras with their state, those that are dark on top, and what each counts now. */
export function TrafficPanel() {
  return (
    <Await query={useSituation<TrafficSituation>('traffic')}>
      {(situation) => <Cameras {...situation} />}
    </Await>
  );
}

function Cameras({ feed, cameras }: TrafficSituation) {
  const say = useSay();
  const online = cameras.filter((camera) => camera.status === 'online').length;
  const values = { online: number(online), known: number(cameras.length) };
  const rank = (status: string) => URGENCY[status] ?? 0;
  return (
    <>
      <PanelHead summary={say('traffic.online', values)} feed={feed} />
      {cameras.length === 0 && (
        <Empty title={say('traffic.none')}>
          <p>{say('traffic.noneHint')}</p>
        </Empty>
      )}
      {cameras.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('traffic.camera')}</th>
              <th scope="col">{say('map.state')}</th>
              <th scope="col">{say('map.since')}</th>
              <th scope="col">{say('traffic.counts')}</th>
            </tr>
          </thead>
          <tbody>
            {cameras
              .toSorted(
                (a, b) => rank(a.status) - rank(b.status) || a.name.localeCompare(b.name, 'vi'),
              )
              .map((camera) => (
                <Camera key={camera.id} camera={camera} />
              ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Camera({ camera }: { camera: TrafficSituation['cameras'][number] }) {
  const say = useSay();
  const known = `map.camera.${camera.status}`;
  const counts = camera.counts.filter((one) => one.count > 0);
  return (
    <tr>
      <td>
        {camera.name}
        <span className={classes.sub}>{camera.place?.name}</span>
      </td>
      <td data-bad={camera.status === 'offline' || undefined}>
        {known in MESSAGES ? say(known as MessageId) : camera.status}
      </td>
      <td>{camera.since && <Time at={camera.since} short />}</td>
      <td>
        {counts.map((one) => `${number(one.count)} ${objectName(one.object, say)}`).join(', ')}
      </td>
    </tr>
  );
}

function objectName(object: string, say: ReturnType<typeof useSay>): string {
  const id = `object.${object}`;
  return id in MESSAGES ? say(id as MessageId) : object;
}
