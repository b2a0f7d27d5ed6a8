package songlam.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Beginnings for fuzz targets, from the corpora in place. */
public final class Seeds {
  private static final long LARGEST = 200_000;

  private Seeds() {}

  /** Reads seeds where the corpora are. */
  @FunctionalInterface
  public interface Reading {
    List<byte[]> seeds() throws IOException;
  }

  /**
   * What a target begins with under Jazzer; nothing in an ordinary build, where {@link Mutations}
   * has them, or without the corpora.
   */
  public static Stream<byte[]> underJazzer(Reading reading) throws IOException {
    if (System.getenv("JAZZER_FUZZ") == null) {
      return Stream.of();
    }
    try {
      return reading.seeds().stream();
    } catch (TestAbortedException noCorpora) {
      return Stream.of();
    }
  }

  /** The files of a corpus whose names end so. */
  public static List<byte[]> files(String corpus, String... ends) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Peers.corpus(corpus))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        boolean fits = Stream.of(ends).anyMatch(end -> file.toString().endsWith(end));
        if (fits && Files.size(file) < LARGEST) {
          seeds.add(Files.readAllBytes(file));
        }
      }
    }
    return seeds;
  }

  /** The lines of the files of a corpus. */
  public static List<byte[]> lines(String corpus, String... ends) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (byte[] file : files(corpus, ends)) {
      new String(file, UTF_8).lines().forEach(line -> lines.add(line.getBytes(UTF_8)));
    }
    return lines;
  }

  public static List<byte[]> of(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
  }
}
