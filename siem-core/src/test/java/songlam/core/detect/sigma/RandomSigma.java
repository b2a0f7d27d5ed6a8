package songlam.core.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import songlam.core.event.Event;

/** Random rules and events from a small alphabet, so that matches are frequent. */
public final class RandomSigma {
  private static final String[] FIELDS = {
    "A", "B", "C", "Image", "destination.port", "source.ip", "message"
  };
  private static final String[] MODIFIERS = {
    "",
    "",
    "|contains",
    "|contains",
    "|startswith",
    "|endswith",
    "|contains|all",
    "|cased",
    "|contains|cased",
    "|re",
    "|re|i",
    "|re|m",
    "|re|s",
    "|re|i|m|s",
    "|cidr",
    "|lt",
    "|gte",
    "|exists",
    "|neq",
    "|fieldref",
    "|fieldref|contains",
    "|windash",
    "|base64offset|contains",
    "|wide",
    "|hour"
  };
  private static final String[] CONDITIONS = {
    "s1",
    "s1 and s2",
    "s1 or s2",
    "s1 and not s2",
    "not s1",
    "1 of s*",
    "all of them",
    "not (s1 or s3)",
    "s1 and (s2 or not s3)",
    "not 1 of s* or s2"
  };

  private RandomSigma() {}

  /** A rule {@code rNN}. */
  public static String rule(Random random, int number) {
    String logsource =
        switch (random.nextInt(4)) {
          case 0 -> "{product: windows, service: security}";
          case 1 -> "{product: windows}";
          case 2 -> "{category: process_creation}";
          default -> "{category: process_creation, product: windows}";
        };
    return "title: t\nid: r%02d\nlogsource: %s\ndetection:\n%s%s%s  condition: %s\n"
        .formatted(
            number,
            logsource,
            search(random, "s1"),
            search(random, "s2"),
            search(random, "s3"),
            one(random, CONDITIONS));
  }

  private static String search(Random random, String name) {
    StringBuilder text = new StringBuilder("  " + name + ":\n");
    if (random.nextInt(8) == 0) {
      return text.append("    - ").append(quoted(word(random))).append("\n").toString();
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String modifier = one(random, MODIFIERS);
      String key = one(random, FIELDS) + modifier;
      if (!keys.contains(key)) {
        keys.add(key);
        text.append("    ").append(key).append(": ").append(value(random, modifier)).append("\n");
      }
    }
    return text.toString();
  }

  private static String value(Random random, String modifier) {
    return switch (modifier) {
      case "|exists" -> random.nextBoolean() ? "true" : "false";
      case "|lt", "|gte", "|hour" -> "" + random.nextInt(12);
      case "|cidr" -> one(random, "10.0.0.0/8", "10.1.0.0/16", "::/0", "0.0.0.0/0");
      case "|re", "|re|i", "|re|m", "|re|s", "|re|i|m|s" ->
          quoted(
              one(
                  random,
                  "a+b",
                  "^ab?",
                  "(ab|ba)c",
                  "[ab]{2}$",
                  "A|b",
                  "a.c",
                  "(?:ab)*c",
                  "^a$",
                  "b.a",
                  "a\\012b",
                  "a\\x62|c\\x{61}",
                  "\\pL{2,3}[^a-b\\s]",
                  "^*ab??c",
                  "(?i:AB)+\\b",
                  "\\Qa\\E{0,2}[[:alpha:]]b"));
      case "|fieldref", "|fieldref|contains" -> one(random, FIELDS);
      case "|base64offset|contains" -> quoted(one(random, "ab", "-a b", "cab"));
      case "|wide", "|windash" -> quoted(plain(random));
      case "|contains|all" -> "[" + quoted(word(random)) + ", " + quoted(word(random)) + "]";
      default ->
          switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "''";
            case 2 -> "[" + quoted(word(random)) + ", " + quoted(word(random)) + "]";
            default -> quoted(word(random));
          };
    };
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= random.nextInt(4); i++) {
      word.append(one(random, "a", "b", "c", "B", "đ", "Đ", "*", "?", "\\\\*", "-a", " "));
    }
    return word.toString();
  }

  private static String plain(Random random) {
    return one(random, "ab", "a", "-a b", "cab", "/b");
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  /** An event such rules often match. */
  public static Event event(Random random) {
    List<Object> all = new ArrayList<>();
    all.add("event.provider");
    all.add(one(random, "Microsoft-Windows-Sysmon", "Microsoft-Windows-Security-Auditing"));
    all.add("event.code");
    all.add(one(random, "1", "4688", "5"));
    all.add("winlog.channel");
    all.add(one(random, "Security", "System"));
    for (String name : List.of("A", "B", "C", "Image")) {
      if (random.nextInt(3) > 0) {
        all.add("winlog.event_data." + name);
        all.add(random.nextInt(5) == 0 ? List.of(text(random), text(random)) : text(random));
      }
    }
    if (random.nextBoolean()) {
      all.add("destination.port");
      all.add(random.nextInt(12));
      all.add("source.ip");
      all.add(one(random, "10.1.2.3", "10.2.0.1", "fe80::1", "192.0.2.7"));
    }
    if (random.nextInt(3) == 0) {
      all.add("message");
      all.add(text(random));
    }
    return Events.of(all.toArray());
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= random.nextInt(7); i++) {
      text.append(
          one(
              random,
              "a",
              "b",
              "c",
              "A",
              "B",
              "đ",
              "Đ",
              "*",
              "\\",
              "\n",
              " ",
              "-a",
              "/a",
              "YWI",
              "7",
              "10.1.9.9",
              "2026-11-24T03:00:00Z"));
    }
    return text.toString();
  }

  private static String one(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
