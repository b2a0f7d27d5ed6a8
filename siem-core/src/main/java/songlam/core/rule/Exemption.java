package songlam.core.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import songlam.core.config.Problems;
import songlam.core.config.Section;
import songlam.core.config.StrictYaml;
import songlam.core.event.Timestamps;
import songlam.core.query.Query;
import songlam.core.query.QueryException;
import songlam.core.query.QueryParser;

/**
 * An exception of a rule: what it no longer tells of, until when, and who answers for that. Of a
 * Sigma rule it is a Sigma filter with a block of ours; of a rule of a pack the block alone, which
 * says in the words of packs which events do not count:
 *
 * <pre>
 * title: Backup server
 * id: 2b9f…
 * songlam:
 *   exception:
 *     rule: security/guessing        # of a pack; a Sigma filter names its rule under filter
 *     match: source.ip:"192.0.2.7"   # of a pack
 *     owner: nguyen.van.a
 *     until: 2027-01-31              # that day included, or a moment with its zone
 *     why: signs in every night with an old password
 *     of: [a81c…]                    # alerts and events it was made of
 * </pre>
 *
 * @param rule a Sigma rule's id, or {@code pack/rule}
 * @param match which events a rule of a pack leaves out, null for a Sigma rule's
 * @param until from here on it no longer holds, wall clock, milliseconds
 */
public record Exemption(
    String id,
    String title,
    String rule,
    @Nullable Query match,
    String owner,
    long until,
    String why,
    List<String> of) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final String BLOCK = "exception";

  public Exemption {
    of = List.copyOf(of);
  }

  public boolean isOver(long now) {
    return until <= now;
  }

  /**
   * The exception a file is; empty for a file without such a block.
   *
   * @param problems takes what is wrong with the block
   */
  public static Optional<Exemption> read(String name, String text, Problems problems) {
    if (!text.contains(BLOCK)) {
      return Optional.empty();
    }
    Section top = StrictYaml.text(name, text, new Problems());
    Section ours = top.section("songlam");
    if (!ours.has(BLOCK)) {
      return Optional.empty();
    }
    // Once more for its problems: those of the rest are told by who reads the rest.
    Section told = StrictYaml.text(name, text, problems);
    Section block = told.section("songlam").section(BLOCK);
    String match = block.text("match", "");
    Query query = match.isEmpty() ? null : query(block, match);
    Exemption read =
        new Exemption(
            told.requiredText("id"),
            told.requiredText("title"),
            match.isEmpty() ? named(told) : block.requiredText("rule"),
            query,
            block.requiredText("owner"),
            until(block),
            block.requiredText("why"),
            block.texts("of"));
    block.done();
    if (match.isEmpty() && !told.has("filter")) {
      block.wrong("match", "missing", "a query of a pack's rule, or a Sigma filter beside it");
    }
    if (query != null && read.rule().indexOf('/') < 0) {
      block.wrong("rule", read.rule(), "pack/rule; of a Sigma rule a Sigma filter");
    }
    return Optional.of(read);
  }

  private static String named(Section top) {
    Section filter = top.section("filter");
    List<String> rules = filter.texts("rules");
    if (rules.size() != 1 || rules.getFirst().equals("any")) {
      filter.wrong("rules", String.join(", ", rules), "the id of one rule, in an exception");
      return "";
    }
    return rules.getFirst();
  }

  private static @Nullable Query query(Section block, String match) {
    try {
      Query query = QueryParser.parse(match);
      if (!(query instanceof Query.Everything)) {
        return query;
      }
      block.wrong("match", match, "not all events");
    } catch (QueryException e) {
      block.wrong("match", match, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static long until(Section block) {
    String text = block.requiredText("until");
    if (text.isBlank()) {
      return 0;
    }
    try {
      return moment(text);
    } catch (DateTimeException e) {
      block.wrong("until", text, "a day such as 2027-01-31, or ISO 8601 with zone");
      return 0;
    }
  }

  /**
   * The end of what is meant by this text, milliseconds.
   *
   * @param text a day, which is included, or a moment with its zone
   * @throws DateTimeException when it is neither
   */
  public static long moment(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZONE).toInstant().toEpochMilli()
        : Timestamps.parse(text);
  }
}
