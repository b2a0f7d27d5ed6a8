import { useSay } from '../i18n';
import classes from './design.module.css';
import { type Severity, SHAPES } from './tokens';

/** A severity by colour, shape and word. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const say = useSay();
  return (
    <span className={classes.severity} data-severity={severity}>
      <span aria-hidden="true" className={classes.shape}>
        {SHAPES[severity]}
      </span>
      {say(`severity.${severity}`)}
    </span>
  );
}
