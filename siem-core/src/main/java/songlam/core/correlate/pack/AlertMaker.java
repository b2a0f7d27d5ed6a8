package songlam.core.correlate.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import songlam.core.correlate.Alert;
import songlam.core.correlate.Condition;
import songlam.core.correlate.Entity;
import songlam.core.correlate.Evidence;
import songlam.core.correlate.Place;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.GeoPoint;
import songlam.core.event.Severity;

/** Turns an episode into an alert. */
final class AlertMaker {
  private static final int ENTITIES_PER_FIELD = 10;

  private final Pack pack;
  private final boolean late;

  /**
   * @param late whether the episode belongs to late events or to a backfill
   */
  AlertMaker(Pack pack, boolean late) {
    this.pack = pack;
    this.late = late;
  }

  Alert make(Episode episode, Condition condition, @Nullable Severity override) {
    Rule rule = episode.rule();
    List<Episode.Proof> proofs = episode.evidence();
    return new Alert(
        id(rule, episode),
        pack.id() + "/" + rule.id(),
        pack.id(),
        pack.pipeline(),
        override == null ? rule.severity() : override,
        rule.title(),
        Wording.fill(rule.reason(), episode),
        episode.name(),
        entities(rule, proofs),
        episode.firstSeen(),
        episode.lastSeen(),
        episode.count(),
        proofs.stream().map(proof -> new Evidence(proof.event(), proof.stage())).toList(),
        attack(rule, proofs),
        condition,
        place(proofs),
        rule.playbook(),
        late,
        proofs.stream()
            .allMatch(h -> Boolean.TRUE.equals(h.event().get(EcsField.SONGLAM_SIMULATED))));
  }

  /** A rule that names no technique is about findings: theirs count. */
  private static List<String> attack(Rule rule, List<Episode.Proof> proofs) {
    if (!rule.attack().isEmpty()) {
      return rule.attack();
    }
    return proofs.stream()
        .flatMap(proof -> proof.event().texts(EcsField.THREAT_TECHNIQUE_ID).stream())
        .distinct()
        .toList();
  }

  private String id(Rule rule, Episode episode) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((pack.id() + "/" + rule.id() + "\n" + episode.name() + "\n").getBytes(UTF_8));
      sha.update(episode.firstDocument().getBytes(UTF_8));
      return HexFormat.of().formatHex(sha.digest(), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Entity> entities(Rule rule, List<Episode.Proof> proofs) {
    Set<Entity> entities = new LinkedHashSet<>();
    for (Rule.EntitySpec spec : rule.entities()) {
      Set<String> values = new LinkedHashSet<>();
      for (Episode.Proof proof : proofs) {
        values.addAll(proof.event().texts(spec.field()));
      }
      values.stream()
          .limit(ENTITIES_PER_FIELD)
          .forEach(value -> entities.add(new Entity(spec.kind(), value, spec.role())));
    }
    return new ArrayList<>(entities);
  }

  private static @Nullable Place place(List<Episode.Proof> proofs) {
    for (Episode.Proof proof : proofs) {
      Event event = proof.event();
      if (event.get(EcsField.SONGLAM_PLACE_LOCATION) instanceof GeoPoint point) {
        String name = event.text(EcsField.SONGLAM_PLACE_NAME);
        String code = event.text(EcsField.SONGLAM_PLACE_COMMUNE_CODE);
        return new Place(name == null ? "" : name, code == null ? "" : code, point);
      }
    }
    return null;
  }
}
