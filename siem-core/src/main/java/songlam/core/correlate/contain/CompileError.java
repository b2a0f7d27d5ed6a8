package songlam.core.correlate.contain;

import java.util.regex.Pattern;

/**
 * What the compiler says.
 *
 * @param file the author's, or one of those Drools makes
 * @param line from 1 in that file; below when it is not known
 * @param at in a file Drools made: letters before the place
 * @param text its first line
 * @param made the text of the file Drools made; empty when it is the author's own
 */
record CompileError(String file, int line, int at, String text, String made) {
  private static final Pattern MADE_NAME =
      Pattern.compile("(?:the type )?Lambda(?:Consequence|Predicate|Extractor)[0-9A-F]{32}");

  private static final int LONGEST = 200;

  /** Without the names Drools made up. */
  String plain() {
    String plain = MADE_NAME.matcher(text).replaceAll("this rule");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + " …" : plain;
  }

  boolean isInConsequence() {
    return file.contains("/LambdaConsequence");
  }
}
