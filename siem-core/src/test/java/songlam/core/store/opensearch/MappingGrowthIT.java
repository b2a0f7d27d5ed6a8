package songlam.core.store.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingGrowthIT {
  private static final String INDEX = EventIndices.PREFIX + "grown";

  @Test
  void anIndexLearnsWhatIsNewAndKeepsWhatItHas() throws JsonProcessingException {
    StoreClient client = FreshStore.client();
    JsonNode before =
        json(
            """
            {"mappings":{"properties":{
              "songlam_date":{"type":"date","format":"epoch_second"},
              "songlam_part":{"properties":{"old":{"type":"keyword"}}}}}}
            """);
    client.require("PUT", "/" + INDEX, Map.of(), before);
    JsonNode wanted =
        json(
            """
            {"properties":{
              "songlam_date":{"type":"date","format":"epoch_millis"},
              "songlam_part":{"properties":{"old":{"type":"long"},"new":{"type":"keyword"}}},
              "songlam_other":{"properties":{"deep":{"properties":{"er":{"type":"ip"}}}}}}}
            """);

    new MappingGrowth(client).grow(INDEX, wanted);
    new MappingGrowth(client).grow(INDEX, wanted);

    JsonNode now = client.get("/" + INDEX + "/_mapping", Map.of());
    JsonNode properties = now.path(INDEX).path("mappings").path("properties");
    assertEquals("epoch_second", properties.at("/songlam_date/format").asText());
    assertEquals("keyword", properties.at("/songlam_part/properties/old/type").asText());
    assertEquals("keyword", properties.at("/songlam_part/properties/new/type").asText());
    assertEquals("ip", properties.at("/songlam_other/properties/deep/properties/er/type").asText());
  }

  @Test
  void whatIsNotThereIsNoError() {
    new MappingGrowth(FreshStore.client()).grow("songlam-events-none-*", StoreClient.object());
    assertEquals(0, FreshStore.names("songlam-events-none-*").size());
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return StoreClient.JSON.readTree(text);
  }
}
