package songlam.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import songlam.core.event.GeoPoint;

class GazetteerTest {
  private final Gazetteer gazetteer = new Gazetteer();

  @Test
  void holdsTheCommunesAndWardsOfTheProvince() {
    assertEquals(130, gazetteer.communes().size());
    assertEquals(11, gazetteer.communes().stream().filter(c -> c.kind().equals("phường")).count());
    for (Commune commune : gazetteer.communes()) {
      assertTrue(commune.centre().lat() > 18.5 && commune.centre().lat() < 20.1, commune.name());
      assertTrue(commune.centre().lon() > 103.8 && commune.centre().lon() < 105.9, commune.name());
    }
  }

  @Test
  void findsWholeNamesInText() {
    assertEquals(
        List.of("Vinh Hưng"),
        gazetteer.namedIn("Ngập sâu tại phường Vinh Hưng: dân kêu").stream()
            .map(Commune::name)
            .toList());
    assertEquals(List.of(), gazetteer.namedIn("Vinh Hưngg; thành phố Vinh; phường Vinh Hưngs"));
  }

  @Test
  void findsTheNearestCentre() {
    assertEquals(
        "Trường Vinh",
        gazetteer.nearest(new GeoPoint(18.668, 105.700)).map(Commune::name).orElseThrow());
    assertTrue(gazetteer.nearest(new GeoPoint(10.8, 106.7)).isEmpty());
  }
}
