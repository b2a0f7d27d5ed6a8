package songlam.peers;

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

  @Override
  void close() throws Exception;
}
