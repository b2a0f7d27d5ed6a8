package songlam.core.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.event.AddressBlock;
import songlam.core.event.observation.Where;

/**
 * A machine the province knows.
 *
 * @param name host name or camera id
 * @param title as people call it
 * @param networks its addresses
 * @param roles what it is: {@code server}, {@code camera}, {@code recorder}, {@code scanner},
 *     {@code nat}, {@code proxy}, {@code resolver} …
 * @param place where it stands, null when unknown
 */
public record Asset(
    String name,
    String title,
    List<AddressBlock> networks,
    List<String> roles,
    @Nullable Where place) {
  public Asset {
    networks = List.copyOf(networks);
    roles = List.copyOf(roles);
  }
}
