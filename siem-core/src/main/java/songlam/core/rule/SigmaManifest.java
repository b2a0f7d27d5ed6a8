package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which Sigma rules and filters hold, as text: what a detector is built from again. What nobody has
 * had a hand in holds as it ships.
 *
 * @param shipped digest of what ships, was taken in, and says what fields mean
 * @param chosen what people have decided that differs from what ships, by id
 */
record SigmaManifest(String shipped, SortedMap<String, Chosen> chosen) {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /**
   * Of one rule or filter.
   *
   * @param released null for none
   * @param shadow null for none
   * @param counted whether what it keeps back is counted: of an exception that holds
   */
  record Chosen(@Nullable Version released, @Nullable Version shadow, boolean counted) {
    private static final Version SHIPS = new Version(RuleLife.SHIPPED, "");

    /** What holds as long as nobody has decided otherwise. */
    static Chosen untouched(@Nullable RuleState state) {
      return new Chosen(
          state == RuleState.RELEASED ? SHIPS : null,
          state == RuleState.SHADOW ? SHIPS : null,
          false);
    }
  }

  /**
   * A version of a rule or filter.
   *
   * @param digest of its files, empty for the shipped one
   */
  record Version(int number, String digest) {}

  SigmaManifest {
    chosen = Collections.unmodifiableSortedMap(new TreeMap<>(chosen));
  }

  /** What the lives come to with these exceptions. */
  static SigmaManifest of(RuleLives lives, Shipped shipped, Exemptions exemptions) {
    SortedMap<String, Chosen> chosen = new TreeMap<>();
    for (RuleLife life : lives.own()) {
      if (life.kind() == Piece.Kind.SIGMA || life.kind() == Piece.Kind.FILTER) {
        Optional<Integer> released =
            exemptions.isOver(life.id()) ? Optional.empty() : life.released();
        Chosen one =
            new Chosen(
                version(life, released),
                version(life, life.inShadow()),
                exemptions.isFilter(life.id()));
        if (!one.equals(Chosen.untouched(shipped.state(life.id())))) {
          chosen.put(life.id(), one);
        }
      }
    }
    return new SigmaManifest(shipped.digest(), chosen);
  }

  private static @Nullable Version version(RuleLife life, Optional<Integer> number) {
    return number
        .map(
            found ->
                new Version(found, found == RuleLife.SHIPPED ? "" : life.version(found).digest()))
        .orElse(null);
  }

  /** Reads one that was kept. What another release of the product put beside it is passed over. */
  static SigmaManifest read(byte[] text) {
    try {
      return JSON.readValue(text, SigmaManifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] text() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Differs for sets that differ in a rule. */
  String name() {
    return Piece.digest(Map.of("", new String(text(), UTF_8)));
  }
}
