package songlam.console.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Documents of a bulk request, each with an id of the client's own. */
final class Documents {
  private Documents() {}

  /** One action line and its document, a line feed behind each. */
  record Document(String id, String lines) {}

  /** So many documents that no rule speaks of. */
  static List<Document> ordinary(String prefix, int first, int count) {
    List<Document> documents = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      documents.add(
          document(
              prefix + i,
              "\"event\":{\"dataset\":\"kill.load\"},\"host\":{\"name\":\"app-%d\"},\"message\":\"việc %d\""
                  .formatted(i % 20, i)));
    }
    return documents;
  }

  /** Failed logins: so many guessers, each failing so often on a machine of its own. */
  static List<Document> failures(int kill, int guessers, int from, int to) {
    List<Document> documents = new ArrayList<>();
    for (int round = from; round < to; round++) {
      for (int guesser = 0; guesser < guessers; guesser++) {
        documents.add(
            document(
                "guess-%d-%d-%d".formatted(kill, guesser, round),
                """
                "event":{"dataset":"system.auth","kind":"event","category":["authentication"],\
                "type":["start"],"outcome":"failure"},"host":{"name":"may-%d-%d"},\
                "user":{"name":"quantri"},"source":{"ip":"198.51.%d.%d"}"""
                    .formatted(kill, guesser, 100 + kill, 1 + guesser)));
      }
    }
    return documents;
  }

  private static Document document(String id, String fields) {
    return new Document(
        id,
        "{\"create\":{\"_id\":\"%s\"}}\n{\"@timestamp\":\"%s\",%s}\n"
            .formatted(id, Instant.now(), fields));
  }
}
