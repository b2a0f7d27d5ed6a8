import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import type { Rule } from '../../api/rules';
import { useMay } from '../../app/session';
import { Section } from '../../design/Section';
import { SeverityMark } from '../../design/SeverityMark';
import { number } from '../../format/number';
import { dateTime } from '../../format/time';
import { useSay, useText } from '../../i18n';
import { done, failed } from '../../toasts/store';
import panel from '../queue/panel.module.css';
import { stateOf } from './filter';

/** Why a rule exists (ISA-18.2), and its switch. */
export function RuleDetail({ rule }: { rule: Rule }) {
  const say = useSay();
  const text = useText();
  const facts: [string, string | undefined][] = [
    [say('alert.cause'), rule.cause && text(rule.cause)],
    [say('alert.consequence'), rule.consequence && text(rule.consequence)],
    [say('alert.action'), rule.action && text(rule.action)],
    [say('rules.attack'), rule.attack.join(', ')],
    [say('rules.proven'), rule.lastProven ? dateTime(rule.lastProven) : undefined],
  ];
  return (
    <>
      <div className={panel.head}>
        <h2>{text(rule.title)}</h2>
        <p className={panel.line}>
          <SeverityMark severity={rule.level} />
          {rule.pipeline && <span>{say(`pipeline.${rule.pipeline}`)}</span>}
          <span>{rule.id}</span>
        </p>
        <p>
          <Link to="/" search={{ q: text(rule.title) } as never}>
            {say('rules.alerts')}
          </Link>
        </p>
      </div>
      <Section title={say('alert.why')}>
        <dl className={panel.facts}>
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {rule.respondWithinMinutes && (
          <p>{say('alert.respond', { n: number(rule.respondWithinMinutes) })}</p>
        )}
      </Section>
      <Section title={say('rules.state')}>
        <p>
          {say(stateOf(rule))}
          {rule.switchedOff &&
            ` · ${say('rules.offBy', { ...rule.switchedOff, at: dateTime(rule.switchedOff.at) })}`}
        </p>
        {rule.notEvaluated && <p>{text(rule.notEvaluated)}</p>}
        {rule.kind !== 'unreadable' && <Switch rule={rule} />}
      </Section>
    </>
  );
}

function Switch({ rule }: { rule: Rule }) {
  const say = useSay();
  const text = useText();
  const may = useMay('administrator');
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  if (!may) return <p className={panel.quiet}>{say('rules.needsAdmin')}</p>;
  const set = async (enabled: boolean, why: string, undoable: boolean) => {
    try {
      await api.post(`/rules/${encodeURIComponent(rule.id)}/enabled`, { enabled, reason: why });
      await client.invalidateQueries({ queryKey: ['rules'] });
      const words = say(enabled ? 'rules.switchedOn' : 'rules.switchedOff', {
        what: text(rule.title),
      });
      const back = () =>
        void set(!enabled, rule.switchedOff?.reason ?? say('rules.undoReason'), false);
      done(words, undoable ? back : undefined);
    } catch (problem) {
      failed(say('app.failed', { detail: problem instanceof Error ? problem.message : '' }));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setReason('');
    void set(!rule.enabled, reason.trim(), true);
  };
  return (
    <form onSubmit={submit} className={panel.form}>
      {rule.enabled && <p className={panel.quiet}>{say('rules.offHint')}</p>}
      <TextInput
        size="xs"
        w="100%"
        label={say('rules.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" variant="default" disabled={reason.trim() === ''}>
        {say(rule.enabled ? 'rules.switchOff' : 'rules.switchOn')}
      </Button>
    </form>
  );
}
