package songlam.core.rule;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.correlate.pack.Pack;
import songlam.core.detect.sigma.SigmaMapping;

/**
 * All that a pack is made of as it is evaluated, as texts: with them it is made again when the
 * product ships another, and when lives have gone on.
 *
 * @param id of the pack; in shadow it is evaluated under another name
 * @param shipped what comes with the product or was taken in under the id, null for nothing
 * @param own the installation's version put over it, null for none
 * @param inShadow whether it is only watched
 * @param gone rules, {@code pack/rule}, that are not evaluated
 * @param exceptions texts of those that hold for rules of the pack, by id
 * @param mapping texts of the installation that say what fields of Sigma mean, by path
 */
record PackRecipe(
    String id,
    @Nullable PackSource shipped,
    @Nullable PackSource own,
    boolean inShadow,
    SortedSet<String> gone,
    SortedMap<String, String> exceptions,
    SortedMap<String, String> mapping) {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /** Reads one that was kept. */
  static PackRecipe read(byte[] text) {
    try {
      return JSON.readValue(text, PackRecipe.class);
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

  /**
   * Makes the pack.
   *
   * @throws songlam.core.config.ConfigException when its texts cannot be read any more
   */
  Pack pack() {
    SigmaMapping meaning =
        mapping.isEmpty()
            ? SigmaMapping.shipped()
            : TextFolder.read(mapping, folder -> SigmaMapping.of(List.of(folder)));
    Problems problems = new Problems();
    Pack base = shipped == null ? null : shipped.read(id, meaning, problems);
    Pack over = own == null ? null : own.read(id, meaning, problems);
    List<Exemption> excepted = new ArrayList<>();
    exceptions.forEach(
        (name, text) -> Exemption.read(name, text, problems).ifPresent(excepted::add));
    problems.throwIfAny();
    Pack whole = over == null ? base : base == null ? over : PackPieces.over(base, over);
    if (whole == null) {
      throw new IllegalArgumentException(id + ": of nothing (expected: files)");
    }
    Pack kept = PackPieces.without(whole, gone);
    Exemptions holding = Exemptions.of(excepted);
    return inShadow
        ? PackPieces.inShadow(holding.on(kept))
        : holding.counted(kept, new TreeSet<>());
  }
}
