package songlam.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import songlam.core.journal.Entry;

/** A journal of what people do on hosts, with changes of rules among it. */
final class Deeds {
  private static final long APART = 400;

  private Deeds() {}

  /**
   * So many deeds, and the changes at random places among them, in their order.
   *
   * @param places takes the offsets of the changes
   */
  static List<Entry> told(int deeds, Random random, List<Entry> changes, List<Integer> places) {
    Story story = new Story();
    for (int i = 0; i < deeds; i++) {
      long at = Story.TEN + i * APART;
      Map<String, Object> fields =
          Map.of(
              "event.dataset",
              "system.auth",
              "host.os.type",
              "linux",
              "process.name",
              "sshd",
              "event.action",
              "abc".substring(random.nextInt(3)).substring(0, 1),
              "host.name",
              "db-" + random.nextInt(4),
              "user.name",
              "u" + random.nextInt(4));
      story.document(at + random.nextInt(400), at, "syslog", "198.51.100.2", "deed-" + i, fields);
    }
    List<Entry> told = new ArrayList<>(story.until(Story.TEN + deeds * APART + 90_000));
    int apart = told.size() / (changes.size() + 2);
    for (int i = 1; i <= changes.size(); i++) {
      int place = apart * i + random.nextInt(apart / 2);
      told.add(place, changes.get(i - 1));
      places.add(place);
    }
    return told;
  }
}
