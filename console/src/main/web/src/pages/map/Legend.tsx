import { SEVERITIES } from '../../design/tokens';
import { useSay } from '../../i18n';
import { SymbolOf } from '../../map/SymbolOf';
import classes from './map.module.css';

/** Shape by kind, ring by state. */
export function Legend() {
  const say = useSay();
  return (
    <details className={classes.legend} open>
      <summary>{say('map.legend')}</summary>
      <ul>
        <li>
          <SymbolOf kind="alert" ring="calm" /> {say('map.kind.alert')}
          <SymbolOf kind="camera" ring="calm" /> {say('map.kind.camera')}
          <SymbolOf kind="report" ring="calm" /> {say('map.kind.report')}
          <SymbolOf kind="service" ring="calm" /> {say('map.kind.service')}
        </li>
        <li>
          <SymbolOf kind="camera" ring="calm" /> {say('map.legend.calm')}
        </li>
        <li>
          <SymbolOf kind="camera" ring="unknown" /> {say('map.legend.unknown')}
        </li>
        <li>
          <SymbolOf kind="camera" ring="attention" /> {say('map.legend.attention')}
        </li>
        <li>
          <SymbolOf kind="service" ring="down" /> {say('map.legend.down')}
        </li>
        <li>
          {SEVERITIES.map((severity) => (
            <SymbolOf key={severity} kind="alert" ring={severity} />
          ))}{' '}
          {say('map.legend.severity')}
        </li>
        <li>
          <span className={classes.cluster}>9</span> {say('map.legend.cluster')}
        </li>
      </ul>
    </details>
  );
}
