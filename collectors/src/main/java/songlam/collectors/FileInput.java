package songlam.collectors;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import songlam.collectors.listen.feed.FeedReader;
import songlam.collectors.listen.feed.MalformedFeedException;
import songlam.collectors.parse.netflow.NetflowParser;
import songlam.collectors.parse.windows.EvtxReader;
import songlam.core.event.ParseResult;
import songlam.core.event.ParseResult.Parsed;
import songlam.core.event.ParseResult.Rejected;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.event.Reason;

/**
 * Reads files and streams of any source type as if their bytes had come through a listener: cut
 * into records, parsed, handed on in order. Gzip is unpacked. What one file teaches holds for the
 * next: flow templates, and the conversations of captures, which end with {@link #finish}. One
 * thread.
 */
public final class FileInput {
  /** Lets the type be told from the first bytes of each file. */
  public static final String AUTO = "auto";

  /** The session of its records: they are no live stream. */
  public static final String SESSION = "file";

  private static final int LONGEST = 4 << 20;

  private final SourceTypes types;
  private final Clock clock;
  private final Map<String, Parser> parsers = new HashMap<>();
  private final FileCutter cutter = new FileCutter(LONGEST);
  private @Nullable FileCaptures captures;
  private long number;

  /**
   * One record of a file and what its parser made of it.
   *
   * @param number from 0, over all files of this input
   */
  public record Item(long number, RawRecord record, ParseResult result) {}

  /**
   * @param clock receive time of what is read from streams; files have their own, the time of their
   *     last change
   */
  public FileInput(SourceTypes types, Clock clock) {
    this.types = types;
    this.clock = clock;
  }

  /**
   * Reads a file.
   *
   * @param type a name of SourceTypes, or {@link #AUTO}
   * @throws IOException when it cannot be read, or its type is asked for and cannot be told
   * @throws IllegalArgumentException when there is no such type
   */
  public void read(String type, Path file, Consumer<Item> out) throws IOException {
    long changed = Files.getLastModifiedTime(file).toMillis();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      read(type, file.toString(), in, changed, out);
    }
  }

  /** Reads a stream, such as standard input, to its end. */
  public void read(String type, String name, InputStream in, Consumer<Item> out)
      throws IOException {
    read(type, name, in, clock.millis(), out);
  }

  /** Ends what is still open: conversations of captures, flow data waiting for its template. */
  public void finish(Consumer<Item> out) {
    FileCaptures open = captures;
    captures = null;
    if (open != null) {
      open.finish(record -> parsed(record, out));
    }
    if (parsers.get("netflow") instanceof NetflowParser netflow) {
      List<ParseResult.Loss> losses = netflow.finish();
      if (!losses.isEmpty()) {
        RawRecord none = record("netflow", "", clock.millis(), new byte[0]);
        out.accept(new Item(number++, none, new Parsed(List.of(), losses)));
      }
    }
  }

  private void read(String type, String name, InputStream raw, long at, Consumer<Item> out)
      throws IOException {
    if (!type.equals(AUTO) && !types.has(type)) {
      throw new IllegalArgumentException(
          "type: " + type + " (expected: " + AUTO + " or one of " + types.names() + ")");
    }
    byte[] first = raw.readNBytes(TypeGuess.ENOUGH);
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(first), raw);
    if (TypeGuess.isGzip(first)) {
      in = new GZIPInputStream(in);
      first = in.readNBytes(TypeGuess.ENOUGH);
      in = new SequenceInputStream(new ByteArrayInputStream(first), in);
    }
    if (first.length == 0) {
      return;
    }
    String as = type.equals(AUTO) ? TypeGuess.of(first) : type;
    if (as.isEmpty()) {
      throw new IOException(
          name + ": no format known here (expected: a type, one of " + types.names() + ")");
    }
    cut(as, name, new Start(first, in), at, out);
  }

  /** A stream and its first bytes, which are still in it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Start(byte[] head, InputStream in) {}

  private void cut(String type, String name, Start from, long at, Consumer<Item> out)
      throws IOException {
    boolean isCapture = TypeGuess.isCapture(from.head());
    if (isCapture || type.equals("sensor") && !TypeGuess.isJson(from.head())) {
      capture(type, name, from.in(), out);
      return;
    }
    InputStream in = from.in();
    if (type.equals("evtx") && EvtxReader.isEvtx(from.head())) {
      eventLog(record(type, name, at, new byte[0]), in, out);
      return;
    }
    if (type.equals("press") && !TypeGuess.isJson(from.head())) {
      RawRecord whole = record(type, name, at, new byte[0]);
      feed(whole, in, out);
      return;
    }
    cutter.cut(
        type,
        from.head(),
        in,
        frame -> {
          RawRecord record = record(type, name, at, frame.payload());
          if (frame.oversized()) {
            String detail = "record: " + frame.length() + " bytes (expected: at most " + LONGEST;
            rejected(record, Reason.OVERSIZED, detail + ")", out);
          } else {
            parsed(record, out);
          }
        });
  }

  private void capture(String type, String name, InputStream in, Consumer<Item> out)
      throws IOException {
    String problem;
    if (type.equals("netflow")) {
      problem =
          FileCaptures.datagrams(
              in, (time, sender, payload) -> parsed(record(type, sender, time, payload), out));
    } else {
      FileCaptures open = captures == null ? new FileCaptures() : captures;
      captures = open;
      problem = open.read(name, in, record -> parsed(record, out));
    }
    if (problem != null) {
      RawRecord record = record(type, name, clock.millis(), new byte[0]);
      rejected(record, Reason.MALFORMED, name + ": " + problem, out);
    }
  }

  private void eventLog(RawRecord whole, InputStream in, Consumer<Item> out) throws IOException {
    EvtxReader.read(
        in,
        new EvtxReader.Sink() {
          @Override
          public void event(byte[] json) {
            parsed(record(whole.type(), whole.peer(), whole.receivedAt(), json), out);
          }

          @Override
          public void rejected(String detail) {
            FileInput.this.rejected(whole, Reason.MALFORMED, whole.peer() + ": " + detail, out);
          }
        });
  }

  private void feed(RawRecord whole, InputStream in, Consumer<Item> out) throws IOException {
    byte[] body = in.readNBytes(LONGEST + 1);
    try {
      for (JsonObject item : FeedReader.items(whole.peer(), "application/xml", body)) {
        byte[] json = item.toBuffer().getBytes();
        parsed(record(whole.type(), whole.peer(), whole.receivedAt(), json), out);
      }
    } catch (MalformedFeedException e) {
      rejected(whole, Reason.MALFORMED, whole.peer() + ": " + e.getMessage(), out);
    }
  }

  private static RawRecord record(String type, String peer, long at, byte[] payload) {
    return new RawRecord(SESSION, type, SESSION, at, peer, null, "", payload);
  }

  private void parsed(RawRecord record, Consumer<Item> out) {
    Parser parser = parsers.computeIfAbsent(record.type(), types::parser);
    ParseResult result;
    try {
      result = parser.parse(record);
    } catch (RuntimeException | StackOverflowError e) {
      // As the pipeline does: a defect of ours costs this record only.
      result = new Rejected(Reason.INTERNAL, "parse: " + e);
    }
    out.accept(new Item(number++, record, result));
  }

  private void rejected(RawRecord record, Reason reason, String detail, Consumer<Item> out) {
    out.accept(new Item(number++, record, new Rejected(reason, detail)));
  }
}
