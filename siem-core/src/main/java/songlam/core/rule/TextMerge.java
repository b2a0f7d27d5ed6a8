package songlam.core.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** Texts compared and merged line by line, as git does it. */
public final class TextMerge {
  private TextMerge() {}

  /**
   * What three-way merging came to.
   *
   * @param files merged; where both sides changed the same lines, with conflict marks
   * @param conflicts names of the files that have such marks
   */
  public record Merged(Map<String, String> files, List<String> conflicts) {
    public Merged {
      files = Map.copyOf(files);
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The difference of two sets of files as a unified diff; empty when there is none. */
  public static String diff(Map<String, String> before, Map<String, String> after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      for (String name : names) {
        RawText from = raw(before.getOrDefault(name, ""));
        RawText to = raw(after.getOrDefault(name, ""));
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, from, to);
        if (!edits.isEmpty()) {
          String old = before.containsKey(name) ? "a/" + name : "/dev/null";
          String young = after.containsKey(name) ? "b/" + name : "/dev/null";
          out.write(("--- " + old + "\n+++ " + young + "\n").getBytes(UTF_8));
          formatter.format(edits, from, to);
        }
      }
      formatter.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  /**
   * Brings what changed from {@code base} to {@code theirs} into {@code ours}.
   *
   * @param theirName how conflict marks call theirs
   */
  public static Merged merge(
      Map<String, String> base,
      Map<String, String> ours,
      Map<String, String> theirs,
      String theirName) {
    TreeSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    Map<String, String> files = new TreeMap<>();
    List<String> conflicts = new java.util.ArrayList<>();
    for (String name : names) {
      MergeResult<RawText> result =
          new MergeAlgorithm()
              .merge(
                  RawTextComparator.DEFAULT,
                  raw(base.getOrDefault(name, "")),
                  raw(ours.getOrDefault(name, "")),
                  raw(theirs.getOrDefault(name, "")));
      String text = text(result, theirName);
      boolean isGone = text.isEmpty() && !(ours.containsKey(name) && theirs.containsKey(name));
      if (!isGone) {
        files.put(name, text);
      }
      if (result.containsConflicts()) {
        conflicts.add(name);
      }
    }
    return new Merged(files, conflicts);
  }

  private static String text(MergeResult<RawText> result, String theirName) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new MergeFormatter().formatMerge(out, result, List.of("base", "own", theirName), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  private static RawText raw(String text) {
    return new RawText(text.getBytes(UTF_8));
  }
}
