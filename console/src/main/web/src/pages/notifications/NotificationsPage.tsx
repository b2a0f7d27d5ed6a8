import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client';
import type { Notification } from '../../api/platform';
import classes from '../../design/pages.module.css';
import { SeverityMark } from '../../design/SeverityMark';
import { Await, Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { number } from '../../format/number';
import { type MessageId, useSay, useText } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';

/** Every notice that went out, waits or was given up, with how often it was tried. */
export default function NotificationsPage() {
  const say = useSay();
  const query = useQuery({
    queryKey: ['notifications'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Notification[] }>('/notifications', {}, signal)).items,
    refetchInterval: 10_000,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus
    <div className={classes.page} tabIndex={0}>
      <header className={classes.head}>
        <h1>{say('notifications.title')}</h1>
      </header>
      <Await query={query}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={say('notifications.none')}>
              <p>{say('notifications.noneHint')}</p>
            </Empty>
          ) : (
            <Notices items={items} />
          )
        }
      </Await>
    </div>
  );
}

function Notices({ items }: { items: Notification[] }) {
  const say = useSay();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('notifications.at')}</th>
          <th scope="col">{say('notifications.channel')}</th>
          <th scope="col">{say('queue.severity')}</th>
          <th scope="col">{say('notifications.alert')}</th>
          <th scope="col">{say('notifications.state')}</th>
          <th scope="col" data-number="">
            {say('notifications.tries')}
          </th>
          <th scope="col">{say('notifications.error')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Notice key={`${item.channel}/${item.id}/${item.createdAt}`} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Notice({ item }: { item: Notification }) {
  const say = useSay();
  const text = useText();
  const state = `notifications.state.${item.state}`;
  return (
    <tr>
      <td>
        <Time at={item.createdAt} />
      </td>
      <td>{item.channel}</td>
      <td>
        <SeverityMark severity={item.severity} />
      </td>
      <td>
        {item.kind === 'incident' ? (
          <Link to="/incidents/$id" params={{ id: item.id } as never}>
            {text(item.title)}
          </Link>
        ) : (
          <Link to="/" search={{ alert: item.id } as never}>
            {text(item.title)}
          </Link>
        )}
      </td>
      <td
        className={classes.verdict}
        data-status={item.state === 'given_up' ? 'degraded' : undefined}
      >
        {state in MESSAGES ? say(state as MessageId) : item.state}
      </td>
      <td data-number="">{number(item.tries)}</td>
      <td>{item.lastError}</td>
    </tr>
  );
}
