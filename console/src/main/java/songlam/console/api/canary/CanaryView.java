package songlam.console.api.canary;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.canary.CanaryRounds;
import songlam.console.canary.CanaryState;
import songlam.core.rule.proof.Proof;

/** How canaries look in JSON. */
public final class CanaryView {
  private CanaryView() {}

  /** Every rule that alerts, and how many stand how. */
  public static JsonObject of(CanaryRounds rounds) {
    List<CanaryState> states = rounds.states();
    JsonArray items = new JsonArray();
    states.forEach(state -> items.add(of(state)));
    JsonObject counts = new JsonObject();
    for (CanaryState.Standing standing : CanaryState.Standing.values()) {
      counts.put(label(standing), states.stream().filter(s -> s.standing() == standing).count());
    }
    return new JsonObject()
        .put("enabled", rounds.settings().enabled())
        .put("everySeconds", rounds.settings().every().toSeconds())
        .put("counts", counts)
        .put("items", items);
  }

  /** One rule. */
  public static JsonObject of(CanaryState state) {
    Proof proof = state.proof();
    return new JsonObject()
        .put("rule", state.rule())
        .put("title", Json.text(state.title()))
        .put("standing", label(state.standing()))
        .put("underWay", state.underWay())
        .put("lastProven", time(proof == null ? 0 : proof.provenAt()))
        .put("lastTried", time(proof == null ? 0 : proof.triedAt()))
        .put("case", proof == null ? null : proof.test())
        .put("diedAt", proof == null || proof.diedAt() == null ? null : proof.diedAt().label())
        .put("detail", proof == null ? "" : proof.detail())
        .put("unprovable", state.unprovable() == null ? null : Json.text(state.unprovable()));
  }

  private static @Nullable String time(long at) {
    return at == 0 ? null : Json.time(at);
  }

  private static String label(CanaryState.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }
}
