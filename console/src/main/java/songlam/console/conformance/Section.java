package songlam.console.conformance;

import java.io.IOException;
import java.nio.file.Path;

/** One score of the document. Implementations say so in the text when their corpus is absent. */
interface Section {
  /**
   * Writes headline and figures in Markdown.
   *
   * @param corpora the folder that holds the public corpora
   * @throws IOException when a corpus that is there cannot be read
   */
  void write(Path corpora, StringBuilder out) throws IOException;
}
