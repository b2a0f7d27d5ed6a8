package songlam.console;

import java.util.List;
import songlam.console.control.ControlHandler;

/** THE table of what the control socket answers. */
record Verbs(ControlHandler administration, ControlHandler rules) implements ControlHandler {
  @Override
  public String handle(List<String> words) {
    boolean isAboutRules = !words.isEmpty() && words.getFirst().equals("rules");
    return isAboutRules ? rules.handle(words) : administration.handle(words);
  }
}
