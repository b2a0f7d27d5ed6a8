package songlam.console.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A row of the ledger.
 *
 * @param done records that became something: parsed or rejected
 * @param stored events stored
 * @param refused events the store will never take
 */
record Account(
    long received,
    long done,
    long pending,
    long rejected,
    long stored,
    long refused,
    boolean balanced) {
  static Account of(JsonNode row) {
    JsonNode raw = row.path("raw");
    long rejected = sum(raw.path("rejected"));
    return new Account(
        raw.path("received").asLong(),
        raw.path("parsed").asLong() + rejected,
        raw.path("pending").asLong(),
        rejected,
        row.path("events").path("stored").asLong(),
        sum(row.path("events").path("rejected")),
        row.path("balanced").asBoolean());
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }
}
