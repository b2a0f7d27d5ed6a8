import { Button, CloseButton, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { type Rule, useMutes, useRules } from '../../api/rules';
import { useSearchText } from '../../app/search';
import { SeverityMark } from '../../design/SeverityMark';
import { Await, Empty } from '../../design/states';
import { number } from '../../format/number';
import { useSay, useText } from '../../i18n';
import { useShortcut } from '../../keyboard/registry';
import panel from '../queue/panel.module.css';
import { shownRules, stateOf } from './filter';
import { MuteList } from './MuteList';
import { RuleDetail } from './RuleDetail';
import classes from './rules.module.css';

/** Every rule, switched on or off, and what is muted. */
export default function RulesPage() {
  const say = useSay();
  const [search, setSearch] = useSearchText();
  const rules = useRules();
  const mutes = useMutes();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('rules.search', '/', say('rules.filter'), () => input.current?.focus());
  useShortcut('rules.shut', 'Escape', say('queue.key.shut'), () => setSearch({ rule: '' }));
  const view = search.view === 'mutes' ? 'mutes' : 'rules';
  const onlyOff = search.off === 'true';
  const off = rules.data?.filter((rule) => !rule.enabled).length ?? 0;
  const opened = rules.data?.find((rule) => rule.id === search.rule);
  return (
    <div className={classes.page} data-panel={opened ? true : undefined}>
      <section className={classes.left}>
        <h1 className="visually-hidden">{say('rules.title')}</h1>
        <div className={classes.bar}>
          {(['rules', 'mutes'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={classes.tab}
              aria-pressed={view === one}
              onClick={() => setSearch({ view: one === 'rules' ? '' : one, rule: '' })}
            >
              {say(`rules.tab.${one}`, {
                n: number((one === 'rules' ? rules.data : mutes.data)?.length ?? 0),
              })}
            </button>
          ))}
          {view === 'rules' && (
            <>
              <TextInput
                ref={input}
                size="xs"
                w={240}
                type="search"
                aria-label={say('rules.filter')}
                placeholder={say('rules.filter')}
                value={search.q ?? ''}
                onChange={(event) => setSearch({ q: event.currentTarget.value })}
                onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
              />
              <Button
                size="compact-xs"
                variant={onlyOff ? 'light' : 'subtle'}
                color={onlyOff ? 'river' : 'gray'}
                aria-pressed={onlyOff}
                onClick={() => setSearch({ off: onlyOff ? '' : 'true' })}
              >
                {say('rules.onlyOff', { n: number(off) })}
              </Button>
            </>
          )}
        </div>
        <div className={classes.scroller}>
          {view === 'mutes' ? (
            <Await query={mutes}>
              {(list) => <MuteList mutes={list} rules={rules.data ?? []} />}
            </Await>
          ) : (
            <Await query={rules}>
              {(list) => (
                <RuleTable
                  rules={shownRules(list, search.q ?? '', onlyOff)}
                  open={search.rule ?? ''}
                  onOpen={(rule) => setSearch({ rule })}
                />
              )}
            </Await>
          )}
        </div>
      </section>
      {opened && (
        <aside className={panel.panel} aria-label={say('rules.detail')}>
          <CloseButton
            className={panel.shut}
            aria-label={say('app.close')}
            onClick={() => setSearch({ rule: '' })}
          />
          <RuleDetail key={opened.id} rule={opened} />
        </aside>
      )}
    </div>
  );
}

function RuleTable(props: { rules: Rule[]; open: string; onOpen: (id: string) => void }) {
  const say = useSay();
  const text = useText();
  if (props.rules.length === 0) return <Empty title={say('rules.none')} />;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{say('queue.severity')}</th>
          <th>{say('rules.name')}</th>
          <th>{say('rules.pipeline')}</th>
          <th>{say('rules.kind')}</th>
          <th>{say('rules.attack')}</th>
          <th>{say('rules.state')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rules.map((rule) => (
          <tr key={rule.id} data-open={rule.id === props.open || undefined}>
            <td>
              <SeverityMark severity={rule.level} />
            </td>
            <td>
              <button type="button" className={classes.name} onClick={() => props.onOpen(rule.id)}>
                {text(rule.title)}
                {rule.kind === 'pack' && <span className={classes.id}>{rule.id}</span>}
              </button>
            </td>
            <td>{rule.pipeline ? say(`pipeline.${rule.pipeline}`) : ''}</td>
            <td data-short="">{say(`rules.kind.${rule.kind}`)}</td>
            <td className={classes.attack}>{rule.attack.join(', ')}</td>
            <td data-short="" data-off={!rule.enabled || rule.notEvaluated ? true : undefined}>
              {say(stateOf(rule))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
