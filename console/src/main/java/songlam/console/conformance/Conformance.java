package songlam.console.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The document of scores: THE table of its sections. */
public final class Conformance {
  private static final List<Section> SECTIONS =
      List.of(
          new CorpusSection(),
          new FieldsSection(),
          new ModifiersSection(),
          new RegressionSection(),
          new OrdinaryLogsSection(),
          new AttackLogsSection());

  private Conformance() {}

  /**
   * The whole document in Markdown.
   *
   * @param corpora the folder that holds the public corpora
   */
  public static String document(Path corpora) throws IOException {
    StringBuilder out = new StringBuilder();
    out.append("# Sigma\n\n");
    out.append("Viết bởi / written by `songlam rules conformance`, from the public corpora in ");
    out.append("place.\nNothing here is typed by hand.\n");
    for (Section section : SECTIONS) {
      section.write(corpora, out.append('\n'));
    }
    return out.toString();
  }
}
