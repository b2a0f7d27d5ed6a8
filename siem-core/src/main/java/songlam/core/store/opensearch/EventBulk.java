package songlam.core.store.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import songlam.core.event.Event;
import songlam.core.event.Reason;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.pipeline.StoreWriter.Refusal;

/** One {@code _bulk} request: encode, send, read what was refused. */
final class EventBulk {
  private static final int LONGEST_ID = 512;

  /** Room for requests is used again, as much as is under way at once. */
  private static final int MOST_SPARES = 4;

  private static final int LARGEST_SPARE = 12 << 20;

  private final StoreClient client;
  private final BulkEncoder encoder;
  private final Queue<GrowingBytes> spares = new ConcurrentLinkedQueue<>();

  EventBulk(StoreClient client, LongAdder longValues) {
    this.client = client;
    this.encoder = new BulkEncoder(longValues);
  }

  /** What the store will never take, by place in the list. */
  Map<Integer, Refusal> create(List<Document> documents) {
    Map<Integer, Refusal> refused = new HashMap<>();
    List<Document> sendable = new ArrayList<>(documents.size());
    List<Integer> places = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      int length = documents.get(i).event().documentId().getBytes(UTF_8).length;
      if (length > LONGEST_ID) {
        refused.put(
            i,
            new Refusal(
                Reason.OVERSIZED,
                "_id: " + length + " bytes (expected: at most " + LONGEST_ID + ")"));
      } else {
        sendable.add(documents.get(i));
        places.add(i);
      }
    }
    if (!sendable.isEmpty()) {
      send(sendable).forEach((place, refusal) -> refused.put(places.get(place), refusal));
    }
    return refused;
  }

  private Map<Integer, Refusal> send(List<Document> documents) {
    GrowingBytes lines = spares.poll();
    if (lines == null) {
      lines = new GrowingBytes(documents.size() * BulkEncoder.TYPICAL_BYTES);
    }
    lines.shrinkTo(0);
    encoder.encode(documents, lines);
    Map<Integer, Refusal> refused = send(documents, lines);
    if (lines.array().length <= LARGEST_SPARE && spares.size() < MOST_SPARES) {
      spares.add(lines);
    }
    return refused;
  }

  private Map<Integer, Refusal> send(List<Document> documents, GrowingBytes lines) {
    try (Reply reply = client.bulk(lines)) {
      if (reply.isRefusal()) {
        String reason =
            new StoreClient.Answer(reply.status(), StoreClient.JSON.readTree(reply.body()))
                .reason();
        return halves(documents, reply.status(), reason);
      }
      return refusals(documents, BulkAnswer.failures(reply.body()));
    } catch (IOException e) {
      throw StoreClient.away(e);
    }
  }

  /** A request refused as a whole: one of its documents is to blame, so look for it. */
  private Map<Integer, Refusal> halves(List<Document> documents, int status, String reason) {
    if (documents.size() == 1) {
      Reason kind = status == 413 ? Reason.OVERSIZED : Reason.STORE_REFUSED;
      return Map.of(0, new Refusal(kind, reason));
    }
    int half = documents.size() / 2;
    Map<Integer, Refusal> refused = new HashMap<>(send(documents.subList(0, half)));
    send(documents.subList(half, documents.size()))
        .forEach((place, refusal) -> refused.put(place + half, refusal));
    return refused;
  }

  private Map<Integer, Refusal> refusals(List<Document> documents, List<BulkAnswer.Item> failures)
      throws IOException {
    Map<Integer, Refusal> refused = new HashMap<>();
    List<Integer> thereAlready = new ArrayList<>();
    for (BulkAnswer.Item item : failures) {
      if (item.status() == 409) {
        Event event = documents.get(item.place()).event();
        if (event.hasOwnDocumentId()) {
          thereAlready.add(item.place());
        }
      } else if (StoreClient.isTemporary(item.status())) {
        throw new IOException(item.reason());
      } else {
        refused.put(item.place(), new Refusal(Reason.STORE_REFUSED, item.reason()));
      }
    }
    refused.putAll(duplicates(documents, thereAlready));
    return refused;
  }

  /**
   * Ids that clients gave may be given twice. What is there from the same place of the journal is a
   * replay and counts as stored; from another place it is a second event with the same id.
   */
  private Map<Integer, Refusal> duplicates(List<Document> documents, List<Integer> places) {
    if (places.isEmpty()) {
      return Map.of();
    }
    ObjectNode body = StoreClient.object();
    ArrayNode ids = body.putArray("docs");
    for (int place : places) {
      Document document = documents.get(place);
      ObjectNode id = ids.addObject();
      id.put("_index", EventIndices.of(document.event(), document.suffix()));
      id.put("_id", document.event().documentId()).put("_source", Mappings.JOURNAL);
    }
    JsonNode found = client.require("POST", "/_mget", Map.of(), body).path("docs");
    Map<Integer, Refusal> refused = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      Event event = documents.get(places.get(i)).event();
      JsonNode error = found.path(i).path("error");
      if (error.isObject()) {
        throw StoreClient.away(new IOException(error.path("reason").asText()));
      }
      JsonNode source = found.path(i).path("_source");
      if (source.isObject() && !EventHits.id(source.path(Mappings.JOURNAL)).equals(event.id())) {
        refused.put(
            places.get(i),
            new Refusal(Reason.DUPLICATE, "_id: " + event.documentId() + " is stored already"));
      }
    }
    return refused;
  }
}
