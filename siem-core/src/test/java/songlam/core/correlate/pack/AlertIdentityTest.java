package songlam.core.correlate.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import songlam.core.correlate.Alert;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.Detected;
import songlam.testing.LongRun;

/** The same documents make the same alerts, wherever and in whatever order they were journalled. */
class AlertIdentityTest {
  @Test
  @Tag(LongRun.DETERMINISM)
  void twoInstallationsNameTheirAlertsAlike() {
    LongRun.each(
        LongRun.DETERMINISM,
        0,
        6,
        seed -> {
          List<Event> documents = documents(new Random(seed));
          Map<String, String> here = run("n1", 0, documents, new Random(1));
          Map<String, String> there = run("other", 70_000, documents, new Random(2));
          assertTrue(LongRun.isOn() || here.size() > 20, "alerts: " + here.size());
          assertEquals(here, there);
        });
  }

  /** Documents with ids of their own, many of them of one and the same moment. */
  private static List<Event> documents(Random random) {
    List<Event> documents = new ArrayList<>();
    int number = 0;
    for (Event event : TrialStream.events(random, 1_500, 12)) {
      long second = event.timestamp() / 1_000 * 1_000;
      EventBuilder document = event.toBuilder().timestamp(second).documentId("doc-" + number++);
      documents.add(document.build(event.id()));
    }
    return documents;
  }

  private static Map<String, String> run(
      String node, long first, List<Event> documents, Random random) {
    Map<String, String> alerts = new TreeMap<>();
    List<TrialStream.Step> steps =
        TrialStream.received(documents, random, (int) TrialStream.LATENESS);
    try (PackEngine engine =
        new PackEngine(TrialPack.all(), alert -> alerts.put(alert.id(), text(alert)), _ -> true)) {
      for (TrialStream.Step step : steps) {
        switch (step) {
          case TrialStream.Step.Happened(Detected d) -> engine.on(placed(d, node, first));
          case TrialStream.Step.Ticked(long at) -> engine.tick(at);
        }
      }
    }
    return alerts;
  }

  private static Detected placed(Detected detected, String node, long first) {
    EventId place = new EventId(node, 0, first + detected.offset(), 0);
    return new Detected(
        detected.event().toBuilder().build(place),
        detected.rules(),
        first + detected.offset(),
        detected.receivedAt(),
        detected.session(),
        detected.latenessMillis());
  }

  private static String text(Alert alert) {
    return alert.reason().vi()
        + alert.count()
        + alert.evidence().stream().map(one -> one.event().documentId()).toList();
  }
}
