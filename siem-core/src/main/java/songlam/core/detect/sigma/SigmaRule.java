package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import songlam.core.detect.RuleRef;
import songlam.core.event.Severity;
import songlam.core.event.Text;

/**
 * What a rule says of itself.
 *
 * @param id a UUID, unique among the loaded rules
 * @param status stable, test, experimental, deprecated, unsupported, or empty
 * @param tags such as {@code attack.t1110.001}
 * @param vietnamese what the block {@code songlam} says, empty where it does not
 * @param file where it was read
 */
public record SigmaRule(
    String id,
    String title,
    String status,
    Severity level,
    String description,
    String author,
    String licence,
    List<String> references,
    List<String> falsePositives,
    List<String> tags,
    Logsource logsource,
    Vietnamese vietnamese,
    String file) {
  /** What our own rules say in Vietnamese, in the block {@code songlam}. */
  public record Vietnamese(String title, String description, List<String> falsePositives) {
    public Vietnamese {
      falsePositives = List.copyOf(falsePositives);
    }
  }

  private static final String ATTACK = "attack.t";

  public SigmaRule {
    references = List.copyOf(references);
    falsePositives = List.copyOf(falsePositives);
    tags = List.copyOf(tags);
  }

  /** ATT&amp;CK technique ids of the tags, such as {@code T1110.001}. */
  public List<String> attack() {
    return tags.stream()
        .filter(tag -> tag.startsWith(ATTACK) && tag.length() > ATTACK.length())
        .filter(tag -> Character.isDigit(tag.charAt(ATTACK.length())))
        .map(tag -> tag.substring(ATTACK.length() - 1).toUpperCase(Locale.ROOT))
        .toList();
  }

  /** ATT&amp;CK tactics of the tags by their short names, such as {@code initial-access}. */
  public List<String> tactics() {
    return tags.stream()
        .filter(tag -> tag.startsWith("attack.") && !tag.matches("attack\\.[tgs]\\d.*"))
        .map(tag -> tag.substring("attack.".length()).replace('_', '-'))
        .toList();
  }

  /** The title, in English for both where there is no Vietnamese one. */
  public Text name() {
    return new Text(vietnamese.title().isEmpty() ? title : vietnamese.title(), title);
  }

  /** The description, in English for both where there is no Vietnamese one. */
  public Text about() {
    boolean isMissing = vietnamese.description().isEmpty();
    return new Text(isMissing ? description : vietnamese.description(), description);
  }

  /**
   * What it takes for an attack that is none, in English for both where the file does not say each
   * of them in Vietnamese.
   */
  public List<Text> mistakes() {
    List<String> translated = vietnamese.falsePositives();
    boolean isWhole = translated.size() == falsePositives.size();
    List<Text> mistakes = new ArrayList<>();
    for (int i = 0; i < falsePositives.size(); i++) {
      String en = falsePositives.get(i);
      mistakes.add(new Text(isWhole ? translated.get(i) : en, en));
    }
    return mistakes;
  }

  /** What findings say of the rule. */
  public RuleRef ref() {
    return new RuleRef(id, title, name(), level, attack());
  }
}
