import type { TriageState } from '../api/types';
import { useSay } from '../i18n';
import classes from './design.module.css';

/** How far people have come: word and weight, no colour that means urgency. */
export function StateMark({ state }: { state: TriageState }) {
  const say = useSay();
  return (
    <span className={classes.state} data-state={state}>
      {say(`state.${state}`)}
    </span>
  );
}
