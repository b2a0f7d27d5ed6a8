package songlam.console;

import java.util.List;
import java.util.function.BiConsumer;
import songlam.console.control.ControlHandler;

/**
 * THE table of what the control socket answers. Each verb that changes something writes who did
 * what to the audit log, in the words of the API.
 */
record Verbs(ControlHandler administration, ControlHandler rules, ControlHandler canaries)
    implements ControlHandler {
  /** The audit log, each line with the way it came: the name is one of the operating system. */
  static BiConsumer<String, String> atSocket(BiConsumer<String, String> audit) {
    return (who, what) -> audit.accept(who, what + " (control socket)");
  }

  @Override
  public String handle(List<String> words, String by) {
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "rules" -> rules.handle(words, by);
      case "canaries" -> canaries.handle(words, by);
      default -> administration.handle(words, by);
    };
  }
}
