package songlam.core.rule.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import songlam.core.detect.Explanation;
import songlam.core.rule.InForce;
import songlam.core.rule.Piece;
import songlam.core.rule.RuleLives;
import songlam.core.rule.RuleState;
import songlam.core.rule.Shipped;

class CaseRunTest {
  private static final String RULE =
      """
      title: code one
      id: r01
      logsource: {product: windows}
      detection:
        one: {event.code: '1'}
        path: {winlog.event_data.Image|endswith: '\\\\cmd.exe'}
        condition: one and path
      """;

  @TempDir private Path folder;

  @Test
  void aBrokenCaseIsExplained() {
    List<CaseRun.Result> results =
        run(
            Map.of(
                Piece.RULE,
                RULE,
                Piece.CASES,
                """
                - name: cmd
                  fires: true
                  event: '{"event": {"provider": "Microsoft-Windows-Sysmon", "code": "1"}, "winlog": {"channel": "x", "event_data": {"Image": "C:\\\\cmd.exe"}}}'
                - name: calc
                  fires: true
                  event: '{"event": {"provider": "Microsoft-Windows-Sysmon", "code": "1"}, "winlog": {"channel": "x", "event_data": {"Image": "C:\\\\calc.exe"}}}'
                """),
            Piece.Kind.SIGMA);
    assertTrue(results.get(0).held(), results.get(0).toString());
    assertTrue(!results.get(1).held());
    String explained = results.get(1).explained().orElseThrow().toString();
    assertTrue(explained.contains("what=one, held=true"), explained);
    assertTrue(explained.contains("what=path, held=false"), explained);
    assertTrue(explained.contains("seen=[C:\\calc.exe]"), explained);
  }

  @Test
  void casesOfPacksAreStoriesOrStoredEvents() {
    String pack =
        """
        id: ours
        pipeline: security
        rules:
          - id: twice
            title: {vi: "hai lần", en: "twice"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:twice", group_by: source.ip, window: 1m, count: 2}
        """;
    String cases =
        """
        - name: within the minute
          fires: true
          events:
            - {at: 0, repeat: 2, every: 5, set: {event.action: twice, source.ip: 192.0.2.7}}
        - name: too slow
          fires: false
          events:
            - {at: 0, repeat: 2, every: 90, set: {event.action: twice, source.ip: 192.0.2.7}}
        - name: as it was stored
          fires: true
          events:
            - event: '{"@timestamp": "2026-11-24T03:00:00.000Z", "event": {"action": "twice"}, "source": {"ip": "192.0.2.7"}}'
            - event: '{"@timestamp": "2026-11-24T03:00:05.000Z", "event": {"action": "twice"}, "source": {"ip": "192.0.2.7"}}'
        """;
    List<CaseRun.Result> results =
        run(Map.of(Piece.PACK, pack, "cases/twice.yml", cases), Piece.Kind.PACK);
    assertEquals(List.of(true, true, true), results.stream().map(CaseRun.Result::held).toList());
  }

  @Test
  void aBrokenCaseOfAPackSaysHowFarTheWindowCame() {
    String pack =
        """
        id: ours
        pipeline: security
        rules:
          - id: five
            title: {vi: "năm lần", en: "five times"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: threshold, match: "event.action:failed AND NOT user.name:svc*", group_by: source.ip, window: 1m, count: 5}
          - id: order
            title: {vi: "thứ tự", en: "order"}
            reason: {vi: "{count}", en: "{count}"}
            when: {kind: steps, parts: ["event.action:failed", "event.action:worked"], group_by: source.ip, window: 1m}
        """;
    String cases =
        """
        - name: too few
          fires: true
          events:
            - {at: 0, repeat: 3, every: 5, set: {event.action: failed, user.name: lan, source.ip: 192.0.2.7}}
            - {at: 20, set: {event.action: failed, user.name: svc1, source.ip: 192.0.2.7}}
            - {at: 21, set: {event.action: failed, user.name: lan}}
        """;
    List<CaseRun.Result> results =
        run(
            Map.of(Piece.PACK, pack, "cases/five.yml", cases, "cases/order.yml", cases),
            Piece.Kind.PACK);
    Explanation five = results.get(0).explained().orElseThrow();
    String whole = five.toString();
    assertEquals("ours/five", five.what());
    assertTrue(whole.contains("and 2 more alike, held=true"), whole);
    assertTrue(whole.contains("what=user.name: svc*, held=true, seen=[svc1]"), whole);
    assertTrue(whole.contains("what=key source.ip, held=true, seen=[192.0.2.7]"), whole);
    assertTrue(whole.contains("what=key source.ip, held=false, seen=[]"), whole);
    Explanation window = five.parts().getLast().parts().getFirst();
    assertEquals("events of a key: at least 5", window.what());
    assertEquals(List.of("3 of 192.0.2.7"), window.seen());
    Explanation order = results.get(1).explained().orElseThrow().parts().getLast();
    assertTrue(order.toString().contains("what=events of part 2, held=false, seen=[0]"), whole);
    assertTrue(order.toString().contains("what=events of part 1, held=true"), order.toString());
  }

  @Test
  void whatCannotBeReadIsToldWithItsCase() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new CaseReader(Map.of())
                    .read("r", "r.cases.yml", "- {name: odd, fires: true, telegram: x}"));
    assertTrue(wrong.getMessage().startsWith("r.cases.yml: odd: "), wrong.getMessage());
  }

  private List<CaseRun.Result> run(Map<String, String> files, Piece.Kind kind) {
    RuleLives lives =
        new RuleLives(
            folder, Shipped.of(List.of(), _ -> RuleState.RELEASED), Clock.systemUTC(), false);
    Piece piece = new Piece(kind == Piece.Kind.PACK ? "ours" : "r01", kind, files);
    return CaseRun.of(piece, new CaseReader(Map.of()).read(piece), InForce.of(lives));
  }
}
