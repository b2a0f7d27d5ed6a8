package songlam.console.api.rule;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.console.api.Json;
import songlam.console.desk.Obstacles;
import songlam.console.desk.RuleControl;
import songlam.console.desk.RuleDesk;
import songlam.console.desk.RuleListing;
import songlam.console.desk.UnreadableRule;
import songlam.core.correlate.Pipeline;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Rule;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.event.Severity;
import songlam.core.event.Text;
import songlam.core.rule.InForce;
import songlam.core.rule.RuleLife;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.proof.CanaryPlan;
import songlam.core.rule.proof.Proof;
import songlam.core.rule.proof.Proofs;

/** How rules look in the list. */
final class RuleView {
  private final RuleDesk rules;
  private final RuleControl control;
  private final RuleListing listing;
  private final Supplier<Obstacles> obstacles;
  private final Proofs proofs;

  RuleView(RuleDesk rules, RuleControl control, Supplier<Obstacles> obstacles, Proofs proofs) {
    this.obstacles = obstacles;
    this.proofs = proofs;
    this.rules = rules;
    this.control = control;
    this.listing = new RuleListing(rules, control);
  }

  /** Those of which nothing is known but where they stand, and why they cannot be read. */
  JsonArray unreadable() {
    Known nothing = new Known(Map.of(), Obstacles.none());
    JsonArray all = new JsonArray();
    for (UnreadableRule rule : rules.unreadable()) {
      JsonObject view =
          new JsonObject()
              .put("id", rule.id())
              .put("kind", "unreadable")
              .put("pipeline", Pipeline.SECURITY.label())
              .put("title", Json.text(new Text(rule.id(), rule.id())))
              .put("level", Severity.INFORMATIONAL.label())
              .put("attack", new JsonArray())
              .put("cause", Json.text(new Text("", "")))
              .put("references", new JsonArray())
              .put("falsePositives", new JsonArray());
      Optional<RuleLife> life = rules.lives().find(rule.id());
      all.add(
          with(view, rule.id(), rule.state(), life, "", nothing)
              .put("evaluated", false)
              .put("notEvaluated", Json.text(Obstacles.unreadable(rule))));
    }
    return all;
  }

  /**
   * Every rule there is, drafts and retired ones too.
   *
   * @param wouldHaveFired how often each rule that alerts nobody would have
   */
  JsonArray all(Map<String, Long> wouldHaveFired) {
    InForce now = rules.inForce();
    Known known = new Known(wouldHaveFired, obstacles.get());
    JsonArray all = new JsonArray();
    for (Pack pack : now.listedPacks().values()) {
      pack.rules().forEach(rule -> all.add(view(pack, rule, known)));
    }
    now.listed().rules().forEach(rule -> all.add(view(rule, known)));
    return all;
  }

  /** What is known of rules by who runs them. */
  private record Known(Map<String, Long> wouldHaveFired, Obstacles obstacles) {}

  private JsonObject view(Pack pack, Rule rule, Known known) {
    String id = pack.id() + "/" + rule.id();
    JsonObject view =
        new JsonObject()
            .put("id", id)
            .put("kind", "pack")
            .put("pack", pack.id())
            .put("pipeline", pack.pipeline().label())
            .put("title", Json.text(rule.title()))
            .put("level", rule.severity().label())
            .put("attack", Json.texts(rule.attack()))
            .put("cause", Json.text(rule.rationale().cause()))
            .put("consequence", Json.text(rule.rationale().consequence()))
            .put("action", Json.text(rule.rationale().action()))
            .put("respondWithinMinutes", rule.rationale().respondWithin())
            .put("references", Json.texts(rule.notes().references()))
            .put("falsePositives", texts(rule.notes().falsePositives()));
    Optional<RuleLife> ofPack = rules.lives().find(pack.id());
    String released = ofPack.map(RuleLife::owner).orElse("");
    String owner = pack.owner().isEmpty() ? released : pack.owner();
    return with(view, id, listing.state(pack, id), ofPack, owner, known);
  }

  private JsonObject view(SigmaRule rule, Known known) {
    JsonObject view =
        new JsonObject()
            .put("id", rule.id())
            .put("kind", "sigma")
            .put("pipeline", Pipeline.SECURITY.label())
            .put("title", Json.text(rule.name()))
            .put("level", rule.level().label())
            .put("attack", Json.texts(rule.attack()))
            .put("cause", Json.text(rule.about()))
            .put("references", Json.texts(rule.references()))
            .put("falsePositives", texts(rule.mistakes()));
    Optional<RuleLife> life = rules.lives().find(rule.id());
    return with(view, rule.id(), listing.state(rule.id()), life, rule.author(), known);
  }

  private JsonObject with(
      JsonObject view,
      String id,
      RuleState state,
      Optional<RuleLife> life,
      String owner,
      Known known) {
    RuleLives lives = rules.lives();
    String named = lives.find(id).map(RuleLife::owner).orElse("");
    boolean isInForce = state == RuleState.RELEASED || state == RuleState.SHADOW;
    Optional<Text> obstacle = isInForce ? known.obstacles().of(id) : Optional.empty();
    return view.put("enabled", control.isEnabled(id))
        .put("switchedOff", control.off(id).map(RuleView::view).orElse(null))
        .put("state", state.label())
        .put("version", life.flatMap(RuleLife::released).orElse(null))
        .put("shadowVersion", life.flatMap(RuleLife::inShadow).orElse(null))
        .put("owner", named.isEmpty() ? owner : named)
        .put("evaluated", isInForce && obstacle.isEmpty())
        .put("notEvaluated", obstacle.map(Json::text).orElse(null))
        .put("wouldHaveFired", known.wouldHaveFired().getOrDefault(id, 0L))
        .put("lastProven", lastProven(id));
  }

  private @Nullable String lastProven(String id) {
    if (proofs.of(id).isEmpty()) {
      return null;
    }
    return proofs
        .of(id, CanaryPlan.version(id, rules.lives(), rules.inForce()))
        .map(Proof::provenAt)
        .filter(at -> at > 0)
        .map(Json::time)
        .orElse(null);
  }

  private static JsonArray texts(List<Text> texts) {
    return new JsonArray(texts.stream().map(Json::text).toList());
  }

  private static JsonObject view(RuleControl.Off off) {
    return new JsonObject()
        .put("by", off.by())
        .put("reason", off.reason())
        .put("at", Json.time(off.at()));
  }
}
