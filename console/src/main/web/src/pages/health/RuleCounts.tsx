import { useRules } from '../../api/rules';
import classes from '../../design/pages.module.css';
import { Await } from '../../design/states';
import { number } from '../../format/number';
import { useSay } from '../../i18n';

/** How many rules are at work. */
export function RuleCounts() {
  const say = useSay();
  return (
    <section className={classes.block}>
      <h2>{say('health.rules')}</h2>
      <Await query={useRules()}>
        {(rules) => (
          <p>
            {say('health.rulesCount', {
              packs: number(new Set(rules.flatMap((rule) => rule.pack ?? [])).size),
              pack: number(rules.filter((rule) => rule.kind === 'pack').length),
              sigma: number(rules.filter((rule) => rule.kind === 'sigma').length),
              off: number(rules.filter((rule) => !rule.enabled).length),
            })}
          </p>
        )}
      </Await>
    </section>
  );
}
