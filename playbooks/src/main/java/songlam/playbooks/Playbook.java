package songlam.playbooks;

import java.util.List;
import songlam.core.event.Text;

/**
 * A CACAO 2.0 playbook as people follow it: the actions of its workflow in order.
 *
 * @param name file name without extension; what rules name
 * @param title what it is for
 * @param description when to use it
 * @param steps its action steps from start to end
 */
public record Playbook(String name, Text title, Text description, List<Step> steps) {
  public Playbook {
    steps = List.copyOf(steps);
  }

  /**
   * @param id the workflow step's identifier
   * @param title what to do, a few words
   * @param description how, in sentences
   */
  public record Step(String id, Text title, Text description) {}
}
