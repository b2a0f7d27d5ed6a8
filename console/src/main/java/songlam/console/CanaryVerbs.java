package songlam.console;

import java.util.List;
import java.util.function.BiConsumer;
import songlam.console.api.canary.CanaryView;
import songlam.console.canary.CanaryRounds;
import songlam.console.canary.CanaryState;
import songlam.console.control.ControlHandler;

/** What {@code songlam canaries} asks of the running platform. */
record CanaryVerbs(CanaryRounds rounds, BiConsumer<String, String> audit)
    implements ControlHandler {
  /**
   * @param words {@code canaries}, the verb, and its rule
   */
  @Override
  public String handle(List<String> words, String by) {
    return switch (words.size() > 1 ? words.get(1) : "") {
      case "list" -> CanaryView.of(rounds).encode();
      case "run" -> {
        CanaryState asked = rounds.ask(rule(words));
        audit.accept(by, "asked for a canary of rule " + asked.rule());
        yield CanaryView.of(asked).encode();
      }
      case "show" -> CanaryView.of(state(rule(words))).encode();
      default ->
          throw new IllegalArgumentException(
              String.join(" ", words) + ": unknown (expected: canaries and a verb)");
    };
  }

  private static String rule(List<String> words) {
    return words.size() > 2 ? words.get(2) : "";
  }

  private CanaryState state(String rule) {
    return rounds.states().stream()
        .filter(one -> one.rule().equals(rule))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("rule: " + rule + " (expected: one that alerts)"));
  }
}
