package songlam.collectors.listen.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A place is degrees, as many digits as a client may print, or an address. */
class ReportFormTest {
  private static final ReportService SERVICE =
      new ReportService("flood", "Ngập đường", "nước ngập mặt đường", "đường", 24);

  @ParameterizedTest
  @CsvSource({
    "18.673456789012345, 105.69234567890123, true",
    "18.67, 105.69, true",
    "-0.5, 179.99999999999997, true",
    "95, 105.69, false",
    "abc, 105.69, false",
    "18.67, , false"
  })
  void degreesOfADoubleArePlaces(String lat, @Nullable String lon, boolean isPlace) {
    MultiMap form = MultiMap.caseInsensitiveMultiMap().add("lat", lat);
    if (lon != null) {
      form.add("long", lon);
    }
    assertEquals(isPlace, isFine(form));
  }

  private static boolean isFine(MultiMap form) {
    form.add("service_code", "flood").add("description", "ngập");
    return new ReportForm(form, List.of(SERVICE)).problem() == null;
  }
}
