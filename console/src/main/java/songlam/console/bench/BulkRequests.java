package songlam.console.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import songlam.collectors.SourceTypes;
import songlam.core.event.EventId;
import songlam.core.event.ParseResult;
import songlam.core.event.Parser;
import songlam.core.event.RawRecord;
import songlam.core.journal.InMemorySystemStore;
import songlam.core.normalise.EcsNormaliser;
import songlam.core.normalise.Terrain;
import songlam.core.pipeline.StoreWriter.Document;
import songlam.core.store.opensearch.BulkCeiling;

/**
 * {@code _bulk} requests written to a file beforehand, with what the platform makes of the lines
 * the sender sends; read as they are asked for. Safe for any number of threads.
 */
final class BulkRequests implements Supplier<byte @Nullable []>, AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final DataInputStream in;

  private BulkRequests(Path file) throws IOException {
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /**
   * Writes the file and opens it.
   *
   * @param index last part of the index's name; none of its documents may be stored yet
   * @param first place of the first document among all of that index
   * @param batch documents of a request
   */
  static BulkRequests write(Path file, String index, long first, int count, int batch)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
      Parsing parsing = new Parsing(index, first);
      List<Document> documents = new ArrayList<>();
      for (SyslogCorpus.Line line : SyslogCorpus.read().draw(count, 1)) {
        parsing.add(line, documents);
        if (documents.size() == batch) {
          append(documents, out);
        }
      }
      append(documents, out);
    }
    return new BulkRequests(file);
  }

  private static void append(List<Document> documents, DataOutputStream out) throws IOException {
    if (!documents.isEmpty()) {
      byte[] request = BulkCeiling.request(documents);
      out.writeInt(request.length);
      out.write(request);
      documents.clear();
    }
  }

  @Override
  public synchronized byte @Nullable [] get() {
    try {
      return in.readNBytes(in.readInt());
    } catch (EOFException end) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Lines to documents, the way the platform does it. */
  private static final class Parsing {
    private final Parser parser;
    private final EcsNormaliser normaliser =
        new EcsNormaliser(
            Terrain.empty(), EcsNormaliser.ClockSettings.DEFAULT, (_, _, _, _) -> {}, Set.of());
    private final long now = System.currentTimeMillis();
    private final String index;
    private long offset;

    Parsing(String index, long first) {
      SourceTypes types = new SourceTypes(new InMemorySystemStore(), ZoneId.of("Asia/Ho_Chi_Minh"));
      this.parser = requireNonNull(types.forPipeline().get("syslog")).parser().get();
      this.index = index;
      this.offset = first;
    }

    void add(SyslogCorpus.Line line, List<Document> to) {
      byte[] bytes = SyslogBlock.text(line, SyslogBlock.Dialect.OLD, now).getBytes(ISO_8859_1);
      RawRecord record = RawRecord.live(Bed.SOURCE, "syslog", now, "127.0.0.1", bytes);
      EventId id = new EventId("n1", 0, offset++, 0);
      if (parser.parse(record) instanceof ParseResult.Parsed(var events, _)) {
        to.add(new Document(normaliser.normalise(events.getFirst(), record, id), index));
      }
    }
  }
}
