import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Feed } from '../../api/situation';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { Time } from '../../design/Time';
import { age } from '../../format/number';
import { useLanguage, useSay } from '../../i18n';
import { FeedMark } from '../pipeline/FeedMark';

/** When each pipeline last heard anything, and after how much silence it counts as lost. */
export function Feeds() {
  const say = useSay();
  const language = useLanguage();
  const query = useQuery({
    queryKey: ['pipelines'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Feed[] }>('/pipelines', {}, signal)).items,
    refetchInterval: 5_000,
  });
  return (
    <section className={classes.block}>
      <h2>{say('health.feeds')}</h2>
      <Await query={query}>
        {(feeds) => (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{say('health.pipeline')}</th>
                <th scope="col">{say('health.state')}</th>
                <th scope="col">{say('health.heard')}</th>
                <th scope="col">{say('health.allowed')}</th>
              </tr>
            </thead>
            <tbody>
              {feeds.map((feed) => (
                <tr key={feed.pipeline}>
                  <td>{say(`pipeline.${feed.pipeline}`)}</td>
                  <td>
                    <FeedMark feed={feed} />
                  </td>
                  <td>{feed.heardAt && <Time at={feed.heardAt} />}</td>
                  <td>
                    {feed.lostAfterMillis === null
                      ? say('health.never')
                      : age(feed.lostAfterMillis, language)}
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
