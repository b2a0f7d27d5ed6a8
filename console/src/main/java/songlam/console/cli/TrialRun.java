package songlam.console.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import songlam.core.rule.Piece;

/** Has the running platform try a version, shows how far it is, and prints what came of it. */
final class TrialRun {
  private static final int CONFIGURATION = 2;
  private static final int INTERRUPTED = 130;
  private static final long LOOK_MILLIS = 300;

  private final DataDirectory data;
  private final PrintWriter out;
  private final PrintWriter err;

  TrialRun(DataDirectory data, PrintWriter out, PrintWriter err) {
    this.data = data;
    this.out = out;
    this.err = err;
  }

  /** The request to try a Sigma rule with its cases, or a pack's folder. */
  private static JsonObject files(Path file) {
    JsonObject files = new JsonObject();
    try {
      boolean isHead = file.endsWith(Piece.PACK);
      Path pack = isHead ? file.toAbsolutePath().resolveSibling("") : file;
      if (isHead || Files.isDirectory(file)) {
        try (Stream<Path> paths = Files.walk(pack)) {
          for (Path path : paths.filter(Files::isRegularFile).toList()) {
            files.put(pack.relativize(path).toString(), Files.readString(path));
          }
        }
        String id = String.valueOf(pack.toAbsolutePath().normalize().getFileName());
        return new JsonObject().put("id", id).put("files", files);
      }
      files.put(Piece.RULE, Files.readString(file));
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
      Path cases = file.resolveSibling(name + ".cases.yml");
      if (Files.exists(cases)) {
        files.put(Piece.CASES, Files.readString(cases));
      }
      return new JsonObject().put("files", files);
    } catch (IOException e) {
      throw new UserFacingException(
          CONFIGURATION, file + ": cannot be read (expected: a Sigma rule or a pack's folder)");
    }
  }

  /** Tries a file; what its text warns of comes first, as the installation reads it. */
  int run(Path file, RuleLifeCommand.TrialSpan span) {
    JsonObject request = files(file);
    JsonObject checked = ask("check", request.encode());
    told("rejected  ", file, checked.getJsonArray("problems"));
    told("warning   ", file, checked.getJsonArray("warnings"));
    out.flush();
    return checked.getJsonArray("problems").isEmpty() ? run(request, span) : CONFIGURATION;
  }

  /** What the platform knows as the rule's text is the file a person knows. */
  private void told(String kind, Path file, JsonArray lines) {
    for (Object line : lines) {
      String text = String.valueOf(line);
      out.println(
          kind
              + (text.startsWith(Piece.RULE + ":")
                  ? file + text.substring(Piece.RULE.length())
                  : text));
    }
  }

  int run(JsonObject request, RuleLifeCommand.TrialSpan span) {
    span.into(request);
    JsonObject job = ask("trial", request.encode());
    String id = job.getString("id");
    Thread cancelling = new Thread(() -> ask("cancel", id), "cancel-trial");
    Runtime.getRuntime().addShutdownHook(cancelling);
    try {
      while (List.of("waiting", "running").contains(job.getString("state"))) {
        progress(job);
        Thread.sleep(LOOK_MILLIS);
        job = ask("progress", id);
      }
      if (isWatched()) {
        err.println();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
    Runtime.getRuntime().removeShutdownHook(cancelling);
    boolean held = new TrialText(out).print(job);
    return held && job.getString("state").equals("done") ? 0 : 1;
  }

  private void progress(JsonObject job) {
    if (isWatched()) {
      err.printf(
          "\rcases %,d of %,d, read %,d of %,d, %,d/s   ",
          job.getJsonArray("cases").size(),
          job.getInteger("casesTotal"),
          job.getLong("read"),
          job.getLong("total"),
          job.getLong("perSecond"));
      err.flush();
    }
  }

  /** Whether somebody sits before it; a file is spared the lines that are written over. */
  private static boolean isWatched() {
    return System.console() != null && System.console().isTerminal();
  }

  private JsonObject ask(String verb, String word) {
    return new JsonObject(AdministrationCommand.answer(data, List.of("rules", verb, word)));
  }
}
