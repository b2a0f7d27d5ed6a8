package songlam.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.monitor.RegexpQueryHandler;
import songlam.console.bench.DetectionSample;
import songlam.core.detect.RuleRef;
import songlam.core.detect.Throughput;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.sigma.SigmaRules;
import songlam.core.event.Event;
import songlam.core.store.opensearch.embedded.EmbeddedOpenSearch;

/**
 * Our detector and its peers on the same rules and events, one thread each. Writes lines of {@code
 * row TAB name TAB value TAB unit} and {@code note TAB sentence}.
 *
 * <p>Arguments: the folder of the rules, how many events, seconds for each.
 */
public final class DetectionPeers {
  private static final int LONGEST_GRAM = 40;
  private static final int MOST_CLAUSES = 2_000_000_000;

  /** Its best by far: each request reads and compiles every query anew, however many its events. */
  private static final Percolator.Batch PERCOLATOR_BATCH = new Percolator.Batch(1_500, 2);

  private final List<IndexedDetector.Rule> rules;
  private final List<Event> events;
  private final long spanNanos;
  private final Fields fields;
  private final List<Set<String>> ours = new ArrayList<>();

  private DetectionPeers(Path corpus, int count, int seconds) throws Exception {
    rules = SigmaRules.load(List.of(corpus)).conditions(_ -> true);
    events = DetectionSample.read().mixed(count);
    spanNanos = seconds * 1_000_000_000L;
    Set<Column> columns = new LinkedHashSet<>();
    for (IndexedDetector.Rule rule : rules) {
      collect(rule.condition(), columns);
    }
    fields = new Fields(rules, new ArrayList<>(columns), events);
    IndexedDetector detector = new IndexedDetector(rules);
    for (Event event : events) {
      ours.add(detector.detect(event).stream().map(RuleRef::id).collect(Collectors.toSet()));
    }
  }

  /** How an engine is made anew. */
  private interface Maker {
    Engine make() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    DetectionPeers peers =
        new DetectionPeers(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    peers.measure("Lucene Monitor", () -> new LuceneMonitor(peers.fields, List.of()));
    peers.measure(
        "Lucene Monitor with n-grams",
        () ->
            new LuceneMonitor(
                peers.fields,
                List.of(new RegexpQueryHandler("_n", LONGEST_GRAM, "_any", Set.of()))));
    int[] made = {0};
    peers.measure("Esper filters", () -> new EsperFilters(peers.fields, "esper-" + made[0]++));
    try (PercolatorServer server =
        new PercolatorServer(EmbeddedOpenSearch.distribution(), MOST_CLAUSES)) {
      peers.measure(
          "OpenSearch percolator", () -> new Percolator(server, peers.fields, PERCOLATOR_BATCH));
    }
    System.out.println(
        "note\tOpenSearch percolator: a server of its own with two processors, "
            + PERCOLATOR_BATCH.documents()
            + " events of a request, "
            + PERCOLATOR_BATCH.requests()
            + " requests at once");
  }

  private void measure(String name, Maker maker) throws Exception {
    Map<String, String> refused;
    Set<String> differ = new HashSet<>();
    try (Engine engine = maker.make()) {
      refused = new HashMap<>(engine.load(rules));
      List<Set<String>> matches = new ArrayList<>();
      for (int from = 0; from < events.size(); from += engine.atOnce()) {
        int to = Math.min(events.size(), from + engine.atOnce());
        matches.addAll(
            engine.matchAll(
                fields.documents().subList(from, to), fields.routesOfEach().subList(from, to)));
      }
      for (int i = 0; i < events.size(); i++) {
        Set<String> theirs = matches.get(i);
        Set<String> all = new HashSet<>(theirs);
        all.addAll(ours.get(i));
        for (String id : all) {
          if (theirs.contains(id) != ours.get(i).contains(id) && !refused.containsKey(id)) {
            differ.add(id);
          }
        }
      }
    }
    List<IndexedDetector.Rule> equal =
        rules.stream()
            .filter(r -> !refused.containsKey(r.ref().id()) && !differ.contains(r.ref().id()))
            .toList();
    double rate = rate(maker, equal);
    IndexedDetector detector = new IndexedDetector(equal);
    Throughput.measure(detector, events, spanNanos / 2, System::nanoTime);
    double mine =
        Throughput.measure(detector, events, spanNanos, System::nanoTime).eventsPerSecond();
    row(name + ", rules whose matches are ours", equal.size(), "");
    row(name, rate, "events/s");
    row("ours with those rules", mine, "events/s");
    row("ours against " + name, mine / rate, "times");
    differ.forEach(id -> refused.put(id, "other matches"));
    list(name, refused);
  }

  /** Every rule that does not count, with the reason. */
  private static void list(String name, Map<String, String> leftOut) {
    Map<String, TreeSet<String>> byReason = new TreeMap<>();
    leftOut.forEach(
        (id, reason) ->
            byReason.computeIfAbsent(shortened(reason), _ -> new TreeSet<>()).add(id));
    byReason.forEach(
        (reason, ids) ->
            System.out.printf(
                "note\t%s left out, %s (%d): %s%n",
                name, reason, ids.size(), String.join(" ", ids)));
  }

  private double rate(Maker maker, List<IndexedDetector.Rule> equal) throws Exception {
    try (Engine engine = maker.make()) {
      engine.load(equal);
      run(engine, spanNanos / 2);
      return run(engine, spanNanos);
    }
  }

  private double run(Engine engine, long span) throws Exception {
    long start = System.nanoTime();
    long done = 0;
    int from = 0;
    while (System.nanoTime() - start < span) {
      int to = Math.min(events.size(), from + engine.atOnce());
      engine.matchAll(
          fields.documents().subList(from, to), fields.routesOfEach().subList(from, to));
      done += to - from;
      from = to == events.size() ? 0 : to;
    }
    return done * 1e9 / (System.nanoTime() - start);
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static void row(String name, double value, String unit) {
    System.out.println("row\t" + name + "\t" + value + "\t" + unit);
  }

  private static void collect(Expression expression, Set<Column> columns) {
    switch (expression) {
      case Expression.All(var parts) -> parts.forEach(part -> collect(part, columns));
      case Expression.Any(var parts) -> parts.forEach(part -> collect(part, columns));
      case Expression.Not(var part) -> collect(part, columns);
      case Expression.Named(_, var part) -> collect(part, columns);
      case Expression.Present(var column) -> columns.add(column);
      case Expression.Is(var column, _) -> columns.add(column);
      case Expression.Alike alike -> {
        columns.add(alike.column());
        columns.add(alike.other());
      }
    }
  }
}
