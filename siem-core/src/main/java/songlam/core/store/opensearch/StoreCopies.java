package songlam.core.store.opensearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies of what an embedded store holds of events, each an index with files of its own: a search
 * goes through as many documents, terms and bytes as if all of them had been written. For
 * benchmarks of what searches cost; the copies hold the same documents with the same times, so that
 * every hit is found as often as there are copies.
 */
public final class StoreCopies {
  private final StoreClient client;
  private final Path home;

  /**
   * @param home folder of the server, this machine's
   */
  public StoreCopies(StoreClient client, Path home) {
    this.client = client;
    this.home = home;
  }

  /**
   * Makes the copies; what is copied takes no more documents.
   *
   * @param number how many beside the first
   * @return bytes of one of them on the disk
   * @throws IOException when the files cannot be copied
   */
  public long make(int number) throws IOException {
    List<EventIndex> first = EventIndex.all(client);
    long bytes = 0;
    for (EventIndex index : first) {
      client.require("POST", "/" + index.name() + "/_flush", Map.of(), StoreClient.object());
      ObjectNode closed = StoreClient.object().put("index.blocks.write", true);
      client.require("PUT", "/" + index.name() + "/_settings", Map.of(), closed);
      for (int i = 1; i <= number; i++) {
        bytes += copy(index.name(), index.name() + "-copy-" + i);
      }
    }
    return number == 0 ? 0 : bytes / number;
  }

  /** A clone shares its files with the first until they are its own. */
  private long copy(String from, String to) throws IOException {
    ObjectNode body = StoreClient.object();
    body.putObject("settings").putNull("index.blocks.write");
    client.require("POST", "/" + from + "/_clone/" + to, Map.of(), body);
    awaitReady(to);
    String uuid =
        EventIndex.all(client).stream()
            .filter(index -> index.name().equals(to))
            .findFirst()
            .orElseThrow()
            .uuid();
    client.require("POST", "/" + to + "/_close", Map.of(), StoreClient.object());
    long bytes = 0;
    for (Path file : filesOf(uuid)) {
      Path own = file.resolveSibling(file.getFileName() + ".own");
      Files.copy(file, own, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(own, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      bytes += Files.size(file);
    }
    client.require("POST", "/" + to + "/_open", Map.of(), StoreClient.object());
    awaitReady(to);
    return bytes;
  }

  private void awaitReady(String index) {
    client.get("/_cluster/health/" + index, Map.of("wait_for_status", "green", "timeout", "120s"));
  }

  /** Where the server keeps the one shard of an index. */
  private List<Path> filesOf(String uuid) throws IOException {
    Path shard = home.resolve("data/nodes/0/indices").resolve(uuid).resolve("0/index");
    try (Stream<Path> all = Files.list(shard)) {
      return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("write.lock")).toList();
    }
  }
}
