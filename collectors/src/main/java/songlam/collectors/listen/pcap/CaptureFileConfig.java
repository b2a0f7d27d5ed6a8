package songlam.collectors.listen.pcap;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Capture files.
 *
 * @param source the ledger's row
 * @param session the session of the records: live when a sensor elsewhere is still writing, else
 *     the name of an import
 * @param path a capture, or a folder whose captures are read in the order of their names
 * @param follow whether to wait for more; else the listener ends after what is there
 */
public record CaptureFileConfig(String source, String session, Path path, boolean follow) {
  public CaptureFileConfig {
    requireNonNull(source);
    requireNonNull(session);
    requireNonNull(path);
  }
}
