package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The files of a corpus, from a folder or a ZIP file, held in memory and bounded on the way: what a
 * ZIP file claims of its sizes is not believed, what comes out of it is counted. Links are not
 * followed; a name that leads out of the folder is refused.
 */
final class CorpusFiles {
  /** Most files, whatever they are. */
  static final int MOST_FILES = 50_000;

  /** Longest rule or licence, bytes. */
  static final int LONGEST_FILE = 1 << 20;

  /** All that is unpacked together, bytes. */
  static final long MOST_BYTES = 64L << 20;

  private static final int LONGEST_NAME = 250;
  private static final Pattern LICENCE =
      Pattern.compile("(licen[cs]e|copying|notice|authors|source)[^/]*", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> rules = new TreeMap<>();
  private final Map<String, String> licences = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private long files;
  private long bytes;
  private long leftOut;

  private CorpusFiles() {}

  /**
   * Reads all files.
   *
   * @throws IOException when it cannot be read, or is over a limit of the whole
   */
  static CorpusFiles read(Path place) throws IOException {
    CorpusFiles corpus = new CorpusFiles();
    if (Files.isDirectory(place)) {
      corpus.folder(place);
    } else {
      try (InputStream in = Files.newInputStream(place)) {
        corpus.archive(place.toString(), in);
      }
    }
    return corpus.requireRules(place.toString());
  }

  /**
   * Reads the files of a ZIP file.
   *
   * @throws IOException when it cannot be read, or is over a limit of the whole
   */
  static CorpusFiles read(byte[] zip) throws IOException {
    CorpusFiles corpus = new CorpusFiles();
    corpus.archive("zip", new ByteArrayInputStream(zip));
    return corpus.requireRules("zip");
  }

  private CorpusFiles requireRules(String place) throws IOException {
    if (rules.isEmpty() && refused.isEmpty()) {
      throw new IOException(place + ": no rule in it (expected: files .yml or .yaml)");
    }
    return this;
  }

  /** Texts that may be rules, by their path within the corpus. */
  Map<String, String> rules() {
    return rules;
  }

  /** Licences and statements of the source. */
  Map<String, String> licences() {
    return licences;
  }

  /** Why a file was not read, by its path. */
  Map<String, String> refused() {
    return refused;
  }

  /** Files that are neither. */
  long leftOut() {
    return leftOut;
  }

  private void folder(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
    for (Path file : all) {
      if (isHidden(folder.relativize(file))) {
        leftOut++;
        continue;
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        take(folder.relativize(file).toString(), in);
      }
    }
  }

  /** What git and editors keep for themselves. */
  private static boolean isHidden(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void archive(String file, InputStream in) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      boolean isEmpty = true;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        isEmpty = false;
        if (!entry.isDirectory()) {
          take(entry.getName(), zip);
        }
      }
      if (isEmpty) {
        throw new ZipException(file + ": no ZIP file (expected: a folder or a ZIP file of rules)");
      }
    }
  }

  private void take(String name, InputStream in) throws IOException {
    if (++files > MOST_FILES) {
      throw new IOException("files: more than " + MOST_FILES + " (expected: at most that)");
    }
    boolean isRule = name.endsWith(".yml") || name.endsWith(".yaml");
    boolean isLicence = LICENCE.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
    byte[] head = in.readNBytes(LONGEST_FILE + 1);
    count(head.length);
    if (head.length > LONGEST_FILE) {
      skip(in);
    }
    if (!isRule && !isLicence) {
      leftOut++;
    } else if (!isInside(name)) {
      refused.put(printable(name), "0: a name that leads out (expected: a path within the corpus)");
    } else if (head.length > LONGEST_FILE) {
      refused.put(name, "0: over " + LONGEST_FILE + " bytes (expected: a rule)");
    } else {
      keep(name, head, isRule ? rules : licences);
    }
  }

  private void keep(String name, byte[] content, Map<String, String> where) {
    try {
      where.put(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      refused.put(name, "0: not UTF-8 (expected: text)");
    }
  }

  /** Reads on to the end of a file that is too long; what comes out counts. */
  private void skip(InputStream in) throws IOException {
    byte[] rest = new byte[1 << 16];
    for (int read = in.read(rest); read >= 0; read = in.read(rest)) {
      count(read);
    }
  }

  private void count(long more) throws IOException {
    bytes += more;
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "unpacked: more than " + (MOST_BYTES >> 20) + " MiB (expected: at most that)");
    }
  }

  private static boolean isInside(String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0
        || name.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    return Stream.of(name.split("/", -1))
        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }

  private static String printable(String name) {
    String shortened = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return shortened.replaceAll("\\p{Cntrl}", "?");
  }
}
