package songlam.core.rule.worth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

/** A rule mended yesterday is not judged by what it told of before. */
class ReadsSinceTest {
  private static final String RULES =
      """
      id: mine
      pipeline: security
      rules:
        - id: one
          title: {vi: "luật", en: "rule"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.action:one", group_by: source.ip, window: 1m, count: %d}
        - id: two
          title: {vi: "luật", en: "rule"}
          reason: {vi: "{count}", en: "{count}"}
          when: {kind: threshold, match: "event.action:two", group_by: source.ip, window: 1m, count: %d}
      """;

  private final Moving clock = new Moving();
  private final RuleLives lives;

  ReadsSinceTest(@TempDir Path folder) {
    this.lives =
        new RuleLives(
            folder, Shipped.of(List.of(sigma("1", "")), _ -> RuleState.RELEASED), clock, false);
  }

  @Test
  void aSigmaRuleReadsSoSinceItsTextChanged() {
    assertEquals(0, since("r01"), "as it ships");
    release(sigma("2", ""), 100);
    assertEquals(100, since("r01"));
    release(sigma("2", "- {name: a, fires: true, event: '{}'}"), 200);
    assertEquals(100, since("r01"), "a case more is no other rule");
    release(sigma("3", ""), 300);
    assertEquals(300, since("r01"));
    clock.at = 400;
    lives.move("r01", 0, RuleState.RELEASED, "lan", "back");
    assertEquals(400, since("r01"), "it read otherwise meanwhile");
    assertEquals(0, since("unknown"));
  }

  @Test
  void aRuleOfAPackReadsSoSinceItChangedItself() {
    release(pack(2, 2), 100);
    release(pack(2, 9), 200);
    assertEquals(100, since("mine/one"));
    assertEquals(200, since("mine/two"));
  }

  private long since(String rule) {
    return new ReadsSince(lives, InForce.of(lives)).of(rule);
  }

  private void release(Piece piece, long at) {
    clock.at = at;
    lives.keep(piece, "lan", "x");
    int youngest = lives.find(piece.id()).orElseThrow().versions().size();
    lives.move(piece.id(), youngest, RuleState.RELEASED, "lan", "x");
  }

  private static Piece pack(int one, int two) {
    return new Piece("mine", Piece.Kind.PACK, Map.of(Piece.PACK, RULES.formatted(one, two)));
  }

  private static Piece sigma(String code, String cases) {
    String text =
        """
        title: code
        id: r01
        logsource: {product: windows}
        detection:
          one: {event.code: '%s'}
          condition: one
        """
            .formatted(code);
    return new Piece("r01", Piece.Kind.SIGMA, Map.of(Piece.RULE, text, Piece.CASES, cases));
  }

  private static final class Moving extends Clock {
    private long at;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(at);
    }
  }
}
