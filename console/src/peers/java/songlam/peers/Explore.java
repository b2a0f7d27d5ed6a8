package songlam.peers;
import java.nio.file.Path;
import java.util.*;
import songlam.console.bench.DetectionSample;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.*;
import songlam.core.detect.sigma.SigmaRules;
public final class Explore {
  public static void main(String[] a) throws Exception {
    List<IndexedDetector.Rule> rules = SigmaRules.load(List.of(Path.of(a[0]))).conditions(_ -> true);
    var events = DetectionSample.read().mixed(3000);
    Set<Column> columns = new LinkedHashSet<>();
    for (var r : rules) DetectionPeers.collect(r.condition(), columns);
    Fields fields = new Fields(rules, new ArrayList<>(columns), events);
    try (var server = new PercolatorServer(songlam.core.store.opensearch.embedded.EmbeddedOpenSearch.distribution(), 100000)) {
      System.out.println(server.send("GET", "/_cat/plugins?v", ""));
      for (String type : List.of("wildcard", "keyword")) {
        long t = System.nanoTime();
        Percolator p = new Percolator(server, fields, type, new Percolator.Batch(100, 2));
        var refused = p.load(rules);
        System.out.println(type + " loaded " + (System.nanoTime() - t) / 1e9 + " refused " + refused.size() + " " + new HashSet<>(refused.values()));
        for (int[] b : new int[][] {{1,1},{20,2},{100, 2}, {500, 2}, {1500, 2},{3000,1}}) {
          p.use(new Percolator.Batch(b[0], b[1]));
          long s = System.nanoTime(); int done = 0;
          while (System.nanoTime() - s < 6e9) { int f = done % 3000; int to = Math.min(3000, f + p.atOnce()); try { p.matchAll(fields.documents().subList(f, to), fields.routesOfEach().subList(f, to)); } catch (Exception e) { System.out.println(server.log()); throw e; } done += to - f; }
          System.out.println(type + " " + b[0] + "x" + b[1] + " " + done * 1e9 / (System.nanoTime() - s));
        }
      }
    }
  }
}
