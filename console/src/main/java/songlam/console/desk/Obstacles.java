package songlam.console.desk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import songlam.core.correlate.pack.Pack;
import songlam.core.correlate.pack.Packs;
import songlam.core.correlate.pack.Rule;
import songlam.core.event.Text;
import songlam.core.rule.InForce;

/**
 * What keeps rules that are in force from being evaluated as they are written, at one moment.
 * Immutable.
 */
public final class Obstacles {
  private static final String PLATFORM = "platform";
  private static final int MOST_UNREADABLE = 20;

  /** By id of a pack or a Sigma rule. */
  private final Map<String, Text> whole = new TreeMap<>();

  private final Map<String, Text> rules = new TreeMap<>();

  /** What is in no rule's way and people must know. */
  private final Map<String, Text> told = new TreeMap<>();

  private final boolean isPlatformOn;

  private Obstacles(boolean isPlatformOn) {
    this.isPlatformOn = isPlatformOn;
  }

  /** Nothing is in the way. */
  public static Obstacles none() {
    return new Obstacles(true);
  }

  /**
   * Those there are now.
   *
   * @param unreadable rules of which nothing can be evaluated; the first are told
   * @param behind why what is in force has not come to the platform: by pack, {@code ""} for none
   */
  public static Obstacles now(
      Packs running, InForce inForce, List<UnreadableRule> unreadable, Map<String, String> behind) {
    Set<String> off = new TreeSet<>(running.off());
    Obstacles now =
        new Obstacles(
            running.inForce().stream()
                .anyMatch(
                    pack ->
                        pack.id().equals(PLATFORM)
                            && !off.contains(PLATFORM)
                            && !pack.rules().isEmpty()));
    inForce.unread().forEach((id, why) -> now.whole.put(id, unread(why)));
    behind.forEach((id, why) -> now.whole.put(id, behind(id, why)));
    off.forEach(id -> now.whole.put(id, off(id)));
    inForce.idle().forEach((id, why) -> now.told.put("exception " + id, idle(id, why)));
    inForce.damaged().forEach((id, why) -> now.told.put(id, damaged(id, why)));
    List<UnreadableRule> untold =
        unreadable.stream().filter(rule -> !now.whole.containsKey(rule.id())).toList();
    untold.stream()
        .limit(MOST_UNREADABLE)
        .forEach(rule -> now.rules.put(rule.id(), unreadable(rule)));
    if (untold.size() > MOST_UNREADABLE) {
      now.rules.put("", more(untold.size() - MOST_UNREADABLE));
    }
    Map<String, String> failed = running.failedRules();
    for (Pack pack : running.inForce()) {
      failed.forEach((rule, why) -> now.note(pack, rule, why));
    }
    return now;
  }

  /**
   * What is in the way of a rule; empty when nothing is.
   *
   * @param id of a Sigma rule, or {@code pack/rule}
   */
  public Optional<Text> of(String id) {
    int slash = id.indexOf('/');
    Text own = rules.get(id);
    return Optional.ofNullable(
        own != null ? own : whole.get(slash < 0 ? id : id.substring(0, slash)));
  }

  /** What is in the way of a rule that cannot be read. */
  public static Text unreadable(UnreadableRule rule) {
    return new Text("Luật không đọc được: " + rule.why(), "The rule is unreadable: " + rule.why());
  }

  private static Text more(int count) {
    return Text.format(
        "%,d luật nữa không đọc được; xem songlam rules list",
        "%,d more rules are unreadable; songlam rules list tells them", count);
  }

  /** Everything in the way of anything, once. */
  public List<Text> all() {
    Set<Text> all = new LinkedHashSet<>(whole.values());
    all.addAll(rules.values());
    all.addAll(told.values());
    return new ArrayList<>(all);
  }

  /** Whether the pack that raises alerts about all others is evaluated. */
  public boolean isPlatformOn() {
    return isPlatformOn;
  }

  /** The rules a failed piece of code names; all of the pack when it names none. */
  private void note(Pack pack, String failed, String why) {
    if (!failed.startsWith(pack.id() + "/")) {
      return;
    }
    String name = failed.substring(pack.id().length() + 1);
    Text text =
        new Text(
            "Đoạn mã \"%s\" của bộ luật %s bị tắt: %s".formatted(name, pack.id(), why),
            "Code \"%s\" of pack %s is switched off: %s".formatted(name, pack.id(), why));
    String code = code(pack.drl(), name);
    List<String> ids = pack.rules().stream().map(Rule::id).toList();
    if (ids.isEmpty()) {
      whole.putIfAbsent(pack.id(), text);
    }
    List<String> named = ids.stream().filter(id -> code.contains('"' + id + '"')).toList();
    (named.isEmpty() ? ids : named).forEach(id -> rules.put(pack.id() + "/" + id, text));
  }

  /** One rule of a DRL file, without its name. */
  private static String code(String drl, String name) {
    Matcher rule =
        Pattern.compile("(?s)\\brule\\s+\"?" + Pattern.quote(name) + "\"?\\s(.*?)\\bend\\b")
            .matcher(drl);
    return rule.find() ? rule.group(1) : "";
  }

  private static Text unread(String why) {
    return new Text(
        "Phiên bản phải dùng không đọc được: " + why, "The version in force is unreadable: " + why);
  }

  /**
   * @param pack empty for the Sigma rules and what is switched off
   */
  private static Text behind(String pack, String why) {
    return pack.isEmpty()
        ? new Text(
            "Thay đổi luật chưa có hiệu lực, đang thử lại: " + why,
            "A change of rules is not in force yet, it is tried again: " + why)
        : new Text(
            "Phiên bản mới của bộ luật " + pack + " chưa có hiệu lực, đang thử lại: " + why,
            "The new version of pack " + pack + " is not in force yet, it is tried again: " + why);
  }

  private static Text damaged(String rule, String why) {
    return new Text(
        "Một dòng quyết định về luật " + rule + " không đọc được: " + why,
        "A line of what was decided about rule " + rule + " is unreadable: " + why);
  }

  private static Text idle(String exception, String why) {
    return new Text(
        "Ngoại lệ " + exception + " không còn loại trừ gì: " + why,
        "Exception " + exception + " excepts nothing: " + why);
  }

  private static Text off(String pack) {
    return new Text(
        "Bộ luật " + pack + " bị tắt vì lỗi; khởi động lại, xem nhật ký",
        "Pack " + pack + " is switched off after a failure; the log says why, start again");
  }
}
