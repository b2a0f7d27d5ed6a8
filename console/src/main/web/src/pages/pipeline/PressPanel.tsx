import type { PressItem, PressSituation } from '../../api/situation';
import { Section } from '../../design/Section';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { useSay } from '../../i18n';
import { PanelHead, Shown } from './PanelHead';
import classes from './pipeline.module.css';
import { useSituation } from './useSituation';

/** Feeds with their last item, then the latest items, one line a story. */
export function PressPanel() {
  return (
    <Await query={useSituation<PressSituation>('press')}>
      {(situation) => <Press {...situation} />}
    </Await>
  );
}

function Press({ feed, feeds, held, items }: PressSituation) {
  const say = useSay();
  return (
    <>
      <PanelHead summary={say('press.items', { n: number(held) })} feed={feed} />
      <Shown shown={items.length} total={held} />
      {items.length === 0 && <Empty title={say('press.none')} />}
      {items.length > 0 && (
        <>
          <Section title={say('press.latest')}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{say('press.published')}</th>
                  <th scope="col">{say('press.item')}</th>
                  <th scope="col">{say('press.tone')}</th>
                </tr>
              </thead>
              <tbody>
                {storiesOf(items).map(({ first, more }) => (
                  <Story key={first.url} item={first} more={more} />
                ))}
              </tbody>
            </table>
          </Section>
          <Section title={say('press.feeds')}>
            <ul className={classes.plain}>
              {feeds.map((one) => (
                <li key={one.name}>
                  {one.name}: {say('press.items', { n: number(one.items) })},{' '}
                  <Time at={one.lastPublished} />
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </>
  );
}

function Story({ item, more }: { item: PressItem; more: number }) {
  const say = useSay();
  return (
    <tr>
      <td>
        <Time at={item.published} short />
      </td>
      <td>
        <a href={safeUrl(item.url)} target="_blank" rel="noreferrer noopener">
          {item.title}
        </a>
        <span className={classes.sub}>
          {item.feed}
          {more > 0 && ` · ${say('press.same', { n: number(more + 1) })}`}
        </span>
      </td>
      <td className={classes.short} data-bad={item.tone === 'negative' || undefined}>
        {say(`tone.${item.tone}`)}
      </td>
    </tr>
  );
}

/** A feed may name any address; only pages of the web become links. */
export function safeUrl(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}

/** The youngest item of each story, and how many more tell the same. */
export function storiesOf(items: PressItem[]): { first: PressItem; more: number }[] {
  const stories = new Map<string, { first: PressItem; more: number }>();
  for (const item of items) {
    const known = stories.get(item.story || item.url);
    if (known) known.more++;
    else stories.set(item.story || item.url, { first: item, more: 0 });
  }
  return [...stories.values()];
}
