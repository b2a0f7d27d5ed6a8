package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.rule.trial.Superset;
import songlam.core.rule.trial.SupersetContract;
import songlam.core.store.EventScan;
import songlam.core.store.EventStore;
import songlam.testing.Peers;

class SupersetIT implements SupersetContract {
  private static final int LARGE = 25_000;

  @Override
  public EventStore store() {
    return new OpenSearchEventStore(FreshStore.client());
  }

  @Override
  public int rules() {
    return 120;
  }

  /** All with regular expressions, and those that ask for most: none may be too much for it. */
  @Test
  void theStoreTakesWhatIsAskedForRulesOfThePublicCorpus() {
    EventStore store = store();
    Event event =
        new EventBuilder()
            .timestamp(1_795_489_200_000L)
            .vendor("winlog.event_data.CommandLine", "cmd.exe /c dir")
            .build(new EventId("n1", 0, 0, 0));
    assertTrue(store.create(List.of(new Document(event, "s1"))).refused().isEmpty());
    store.refresh();
    int expressions = 0;
    int large = 0;
    for (IndexedDetector.Rule rule :
        SigmaRules.load(List.of(Peers.corpus("sigma-rules"))).conditions(_ -> true)) {
      Superset.Pushed pushed = Superset.of(List.of(rule));
      boolean isLarge = pushed.query().toString().length() > LARGE;
      boolean isExpression = rule.condition().toString().contains("Regex[");
      if (isLarge || isExpression) {
        EventScan scan = new EventScan(pushed.query(), Long.MIN_VALUE, Long.MAX_VALUE);
        assertTrue(store.count(scan) <= 1, () -> rule.ref().id());
        expressions += isExpression ? 1 : 0;
        large += isLarge ? 1 : 0;
      }
    }
    assertTrue(expressions > 100, expressions + " rules with expressions");
    assertTrue(large > 10, large + " large rules");
  }
}
