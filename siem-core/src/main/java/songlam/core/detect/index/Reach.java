package songlam.core.detect.index;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Source;
import songlam.core.event.EcsField;
import songlam.core.event.Event;

/**
 * Which columns can have a value in an event. Rules ask for hundreds, an event has some tens of
 * fields: going from these to the columns spares looking for all that is not there. Immutable.
 */
final class Reach {
  private final @Nullable BitSet[] byField = new @Nullable BitSet[EcsField.values().length];
  private final Map<String, BitSet> byVendor = new HashMap<>();
  private final BitSet always = new BitSet();

  Reach(List<Column> columns) {
    for (int column = 0; column < columns.size(); column++) {
      for (Source source : columns.get(column).sources()) {
        note(source, column);
      }
    }
  }

  private void note(Source source, int column) {
    switch (source) {
      case Source.Ecs(var field) -> note(field, column);
      case Source.Vendor(var name) -> byVendor.computeIfAbsent(name, _ -> new BitSet()).set(column);
      case Source.Joined(var parts, _) -> note(parts.getLast(), column);
      case Source.RegistryValue(var value, _) -> note(value, column);
      case Source.Hashes(var hashes) -> hashes.forEach(hash -> note(hash.field(), column));
      case Source.Time _, Source.Under _, Source.Everywhere _ -> always.set(column);
    }
  }

  private void note(EcsField field, int column) {
    BitSet columns = byField[field.ordinal()];
    if (columns == null) {
      columns = new BitSet();
      byField[field.ordinal()] = columns;
    }
    columns.set(column);
  }

  /** Sets the columns that can have a value in the event, and clears the others. */
  void find(Event event, BitSet columns) {
    columns.clear();
    columns.or(always);
    event.forEach((field, _) -> add(byField[field.ordinal()], columns));
    if (!event.vendor().isEmpty()) {
      event.vendor().keySet().forEach(name -> add(byVendor.get(name), columns));
    }
  }

  private static void add(@Nullable BitSet some, BitSet columns) {
    if (some != null) {
      columns.or(some);
    }
  }
}
