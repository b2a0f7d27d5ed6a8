package songlam.collectors.parse.netflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import songlam.core.event.Cap;
import songlam.core.event.Caps;
import songlam.core.event.ParseResult.Loss;
import songlam.core.event.Reason;

/**
 * Data sets that came before their template. They wait in memory for a bounded time and amount;
 * what waits too long is given up and reported. Time is the receive time of the records, so a
 * replay gives up at the same place.
 */
final class WaitingSets {
  static final long WAITING_MILLIS = 60_000;

  /**
   * @param octets the records of one set without its head
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record WaitingSet(Exporter exporter, int template, Header header, long since, byte[] octets) {}

  private final Caps caps;
  private final ArrayDeque<WaitingSet> sets = new ArrayDeque<>();
  private int bytes;

  WaitingSets(Caps caps) {
    this.caps = caps;
  }

  void add(WaitingSet set, List<Loss> losses) {
    sets.addLast(set);
    bytes += set.octets().length;
    while (bytes > Cap.NETFLOW_WAITING.limit()) {
      caps.reached(Cap.NETFLOW_WAITING);
      giveUp(sets.removeFirst(), losses);
    }
  }

  /** Takes out what waited for this template, oldest first. */
  List<WaitingSet> take(Exporter exporter, int template) {
    if (sets.isEmpty()) {
      return List.of();
    }
    List<WaitingSet> found = new ArrayList<>();
    for (Iterator<WaitingSet> each = sets.iterator(); each.hasNext(); ) {
      WaitingSet set = each.next();
      if (set.exporter() == exporter && set.template() == template) {
        each.remove();
        bytes -= set.octets().length;
        found.add(set);
      }
    }
    return found;
  }

  /** Gives up what has waited too long at this receive time. */
  void expire(long now, List<Loss> losses) {
    while (!sets.isEmpty() && now - sets.getFirst().since() > WAITING_MILLIS) {
      giveUp(sets.removeFirst(), losses);
    }
  }

  void giveUpAll(List<Loss> losses) {
    while (!sets.isEmpty()) {
      giveUp(sets.removeFirst(), losses);
    }
  }

  private void giveUp(WaitingSet set, List<Loss> losses) {
    bytes -= set.octets().length;
    losses.add(
        new Loss(
            set.exporter().origin,
            Reason.TEMPLATE_MISSING,
            1,
            "data set of template " + set.template() + " (expected: its template within 60 s)"));
  }
}
