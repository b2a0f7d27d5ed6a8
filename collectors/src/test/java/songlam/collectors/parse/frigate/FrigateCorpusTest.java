package songlam.collectors.parse.frigate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.collectors.FileInput;
import songlam.collectors.SourceTypes;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;
import songlam.core.event.EventId;
import songlam.core.event.EventJson;
import songlam.core.event.ParseResult;
import songlam.core.event.observation.Observation;
import songlam.core.event.observation.TrafficTrack;
import songlam.core.journal.InMemorySystemStore;
import songlam.testing.Peers;

/** Tracked objects as Frigate's own tests have them, each a message of {@code frigate/events}. */
class FrigateCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventId ID = new EventId("n1", 0, 0, 0);

  @TempDir Path folder;

  @Test
  void everyTrackedObjectIsATrackWithAllThatIsKnownOfIt() throws IOException {
    JsonNode objects = corpus("events.json");
    List<String> messages = new ArrayList<>();
    objects.forEach(
        object ->
            messages.add(
                "frigate/events "
                    + JSON.createObjectNode().put("type", "end").set("after", object)));
    List<Event> events = read(messages);
    assertEquals(objects.size(), events.size());
    for (int i = 0; i < events.size(); i++) {
      same(objects.get(i), events.get(i));
    }
  }

  @Test
  void reviewsAndStatesOfCamerasThatAreNoFactsGiveNoEvent() throws IOException {
    List<String> messages = new ArrayList<>();
    for (JsonNode review : corpus("reviews.json")) {
      messages.add("frigate/reviews {\"type\":\"new\",\"after\":" + review + "}");
    }
    corpus("config-snapshot.json")
        .path("cameras")
        .fieldNames()
        .forEachRemaining(camera -> messages.add("frigate/" + camera + "/motion ON"));
    assertFalse(messages.isEmpty());
    assertEquals(List.of(), read(messages));
  }

  private static void same(JsonNode object, Event event) throws IOException {
    TrafficTrack track = assertInstanceOf(TrafficTrack.class, Observation.of(event).orElseThrow());
    List<String> zones = new ArrayList<>();
    object.path("zones").forEach(zone -> zones.add(zone.asText()));
    double speed = object.path("data").path("average_estimated_speed").asDouble();
    assertEquals((long) (object.path("end_time").asDouble() * 1_000), track.observedAt());
    assertEquals(object.path("id").asText(), track.track());
    assertEquals(object.path("camera").asText(), track.camera());
    assertEquals(object.path("label").asText(), track.object());
    assertEquals(zones, track.zones());
    assertEquals(speed, track.speed());
    assertEquals("end", track.phase());
    JsonNode document = JSON.readTree(EventJson.write(event));
    assertEquals(TrafficTrack.DATASET, document.at("/event/dataset").asText());
    assertEquals(track.camera(), document.at("/songlam/camera/id").asText());
    assertEquals(track.object(), document.at("/songlam/traffic/object").asText());
    assertEquals(speed, document.at("/songlam/traffic/speed").asDouble());
  }

  private static JsonNode corpus(String file) throws IOException {
    Path folder = Peers.corpus("camera-frigate").resolve("web/e2e/fixtures/mock-data");
    return JSON.readTree(folder.resolve(file).toFile());
  }

  /** As {@code songlam parse --type frigate} reads them. */
  private List<Event> read(List<String> messages) throws IOException {
    Path file = Files.write(folder.resolve("frigate.log"), messages);
    List<EventBuilder> events = new ArrayList<>();
    new FileInput(new SourceTypes(new InMemorySystemStore(), ZoneOffset.UTC), Clock.systemUTC())
        .read(
            "frigate",
            file,
            item ->
                events.addAll(assertInstanceOf(ParseResult.Parsed.class, item.result()).events()));
    return events.stream().map(event -> event.build(ID)).toList();
  }
}
