package songlam.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import songlam.core.detect.index.IndexedDetector;

/** Another engine that is given our rules in its own language. */
interface Engine extends AutoCloseable {
  /** A rule it has no words for. */
  final class UntranslatableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UntranslatableException(String message) {
      super(message);
    }
  }

  /** Loads rules; those it cannot take, with the reason, by id. */
  Map<String, String> load(List<IndexedDetector.Rule> rules)
      throws Exception;

  /**
   * Ids of the rules that match.
   *
   * @param routes numbers of the routes the document fits
   */
  Set<String> match(Map<String, List<String>> document, List<Integer> routes) throws Exception;

  /** How many events are best given at once. */
  default int atOnce() {
    return 1;
  }

  /** As {@link #match} for several events, in their order. */
  default List<Set<String>> matchAll(
      List<Map<String, List<String>>> documents, List<List<Integer>> routes) throws Exception {
    List<Set<String>> matches = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      matches.add(match(documents.get(i), routes.get(i)));
    }
    return matches;
  }

  @Override
  void close() throws Exception;
}
