import type { WholeIncident } from '../../api/types';
import { Section } from '../../design/Section';
import { number } from '../../format/number';
import { hourMinute } from '../../format/time';
import { type MessageId, useSay } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';
import classes from './incident.module.css';

/** ATT&CK stages from left to right in the order they appeared, and who saw them. */
export function Stages({ incident }: { incident: WholeIncident }) {
  const say = useSay();
  if (incident.tactics.length === 0) return null;
  const name = (tactic: string) => {
    const id = `tactic.${tactic}`;
    return id in MESSAGES ? say(id as MessageId) : tactic;
  };
  return (
    <Section level={2} title={say('incident.stages')}>
      <ol className={classes.stages}>
        {incident.tactics.map((tactic) => (
          <li key={tactic}>{name(tactic)}</li>
        ))}
      </ol>
      <p className={classes.quiet}>
        {say('incident.sources', {
          n: number(incident.sourceTypes.length),
          names: incident.sourceTypes.join(', '),
        })}{' '}
        · {hourMinute(incident.firstSeen)}–{hourMinute(incident.lastSeen)}
      </p>
    </Section>
  );
}
