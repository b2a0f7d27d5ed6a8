import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Mute, Rule } from '../../api/rules';
import { useMay } from '../../app/session';
import { Empty } from '../../design/states';
import { Time } from '../../design/Time';
import { useKindName } from '../../event/EntityLink';
import { useSay, useText } from '../../i18n';
import { done, failed } from '../../toasts/store';
import classes from './rules.module.css';

/** What is muted, the first to end first. */
export function MuteList({ mutes, rules }: { mutes: Mute[]; rules: Rule[] }) {
  const say = useSay();
  const text = useText();
  const kindName = useKindName();
  const may = useMay('analyst');
  const client = useQueryClient();
  if (mutes.length === 0) {
    return (
      <Empty title={say('rules.noMutes')}>
        <p>{say('rules.mutesHint')}</p>
      </Empty>
    );
  }
  const title = (id: string) => {
    const rule = rules.find((one) => one.id === id);
    return rule ? text(rule.title) : id;
  };
  const guarded = async (work: () => Promise<void>) => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: ['mutes'] });
    } catch (problem) {
      failed(say('app.failed', { detail: problem instanceof Error ? problem.message : '' }));
    }
  };
  const end = (mute: Mute) =>
    guarded(async () => {
      const { rule, entity, until, reason } = mute;
      await api.delete(`/mutes/${encodeURIComponent(mute.id)}`);
      done(
        say('rules.unmuted', { what: entity.value }),
        () =>
          void guarded(async () => {
            await api.post('/mutes', { rule, entity, until, reason });
            done(say('app.undone'));
          }),
      );
    });
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{say('rules.name')}</th>
          <th>{say('rules.entity')}</th>
          <th>{say('rules.until')}</th>
          <th>{say('rules.reason')}</th>
          <th>{say('rules.by')}</th>
          <th>
            <span className="visually-hidden">{say('rules.unmute')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {mutes.map((mute) => (
          <tr key={mute.id}>
            <td>{title(mute.rule)}</td>
            <td>
              {kindName(mute.entity.kind)} <b>{mute.entity.value}</b>
            </td>
            <td>
              <Time at={mute.until} />
            </td>
            <td>{mute.reason}</td>
            <td>{mute.by}</td>
            <td>
              {may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={say('rules.unmuteWhat', { what: mute.entity.value })}
                  onClick={() => void end(mute)}
                >
                  {say('rules.unmute')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
