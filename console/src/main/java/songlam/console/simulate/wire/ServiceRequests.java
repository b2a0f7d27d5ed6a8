package songlam.console.simulate.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;

/**
 * What the agencies' case system tells of citizens' reports: service requests of Open311 GeoReport
 * v2, a JSON object a line over TCP, each with the times it was made, changed and is due.
 */
public final class ServiceRequests implements AutoCloseable {
  private final TcpStream tcp;

  /**
   * @param port where the input listens on loopback
   */
  public ServiceRequests(int port) throws IOException {
    this.tcp = new TcpStream(port);
  }

  /**
   * A service request at one moment. Flushed by {@link #flush()}.
   *
   * @param id service_request_id
   * @param status {@code open} or {@code closed}
   * @param requestedAt when the citizen sent it, milliseconds since the epoch
   * @param updatedAt when it came to this status
   * @param dueAt when it must be answered
   */
  public void tell(
      String id, Report report, String status, long requestedAt, long updatedAt, long dueAt)
      throws IOException {
    JsonObject request =
        new JsonObject()
            .put("service_request_id", id)
            .put("service_code", report.service())
            .put("status", status)
            .put("description", report.description())
            .put("address", report.address())
            .put("lat", String.valueOf(report.where().lat()))
            .put("long", String.valueOf(report.where().lon()))
            .put("requested_datetime", Instant.ofEpochMilli(requestedAt).toString())
            .put("updated_datetime", Instant.ofEpochMilli(updatedAt).toString())
            .put("expected_datetime", Instant.ofEpochMilli(dueAt).toString());
    tcp.write((request.encode() + "\n").getBytes(UTF_8));
  }

  public void flush() throws IOException {
    tcp.flush();
  }

  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
