package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import songlam.core.correlate.Alert;
import songlam.core.incident.TriageState;
import songlam.core.incident.Verdict;
import songlam.core.store.AlertSearch;
import songlam.core.store.AlertStore;
import songlam.core.store.Page;
import songlam.core.store.StoredAlert;

/** The alerts people have found to be right. */
@FunctionalInterface
public interface TrueAlerts {
  /** All of them. */
  List<Alert> all();

  /** None is known. */
  static TrueAlerts none() {
    return List::of;
  }

  /** Those a store has. */
  static TrueAlerts of(AlertStore store) {
    return () -> read(store);
  }

  private static List<Alert> read(AlertStore store) {
    List<Alert> all = new ArrayList<>();
    AlertSearch any = AlertSearch.ALL;
    String cursor = null;
    do {
      Page<StoredAlert> page =
          store.search(
              new AlertSearch(
                  any.pipelines(),
                  any.severities(),
                  Set.of(TriageState.CLOSED),
                  any.conditions(),
                  null,
                  null,
                  null,
                  "",
                  any.from(),
                  any.to(),
                  AlertSearch.Order.LAST_SEEN,
                  500,
                  cursor));
      for (StoredAlert one : page.items()) {
        if (one.triage().verdict() == Verdict.TRUE_POSITIVE) {
          all.add(one.alert());
        }
      }
      cursor = page.cursor();
    } while (cursor != null);
    return all;
  }
}
