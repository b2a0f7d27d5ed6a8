import type { Rule } from '../../api/rules';
import { SEVERITIES } from '../../design/tokens';

/** How a rule stands, in the words of the page; one that is not evaluated is not on. */
export function stateOf(rule: Rule): 'rules.on' | 'rules.off' | 'rules.broken' {
  return !rule.enabled ? 'rules.off' : rule.notEvaluated ? 'rules.broken' : 'rules.on';
}

/** Rules whose names, id or techniques hold every word, the most urgent first. */
export function shownRules(rules: readonly Rule[], words: string, onlyOff: boolean): Rule[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return rules
    .filter((rule) => !onlyOff || !rule.enabled)
    .filter((rule) => {
      const text = [rule.id, rule.title.vi, rule.title.en, ...rule.attack].join(' ').toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.level) - SEVERITIES.indexOf(b.level) || a.id.localeCompare(b.id),
    );
}
