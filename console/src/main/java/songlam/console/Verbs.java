package songlam.console;

import java.util.List;
import songlam.console.control.ControlHandler;

/** THE table of what the control socket answers. */
record Verbs(ControlHandler administration, ControlHandler rules, ControlHandler canaries)
    implements ControlHandler {
  @Override
  public String handle(List<String> words) {
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "rules" -> rules.handle(words);
      case "canaries" -> canaries.handle(words);
      default -> administration.handle(words);
    };
  }
}
