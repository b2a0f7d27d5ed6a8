package songlam.core.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as a listener received and framed them, before anybody looked inside.
 *
 * @param source the configured input this came through, for example {@code syslog-tcp}: the row of
 *     the ledger
 * @param type the source type that says which parser reads the payload, a name of SourceTypes
 * @param session empty for the live stream; else the name of a backfill or import, which is
 *     correlated apart from the live stream
 * @param receivedAt wall clock at reception, milliseconds since the epoch
 * @param peer the sender's address as text ({@code 192.0.2.1}), or the file followed; empty when
 *     there is none
 * @param clientId the document id a client chose for itself ({@code _id} of a bulk request); wins
 *     over the journal's id in the store
 * @param dataset the dataset a client named for the record, empty when the parser decides
 * @param payload the bytes; owned by the record, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is the journal offset, never the bytes
public record RawRecord(
    String source,
    String type,
    String session,
    long receivedAt,
    String peer,
    @Nullable String clientId,
    String dataset,
    byte[] payload) {
  /** The session of what arrives now. */
  public static final String LIVE = "";

  /** The source of canaries, whichever input they come through: no row of people's ledger. */
  public static final String CANARY = "canary";

  private static final String CANARY_SESSION = CANARY + "/";

  public RawRecord {
    requireNonNull(source);
    requireNonNull(type);
    requireNonNull(session);
    requireNonNull(peer);
    requireNonNull(dataset);
    requireNonNull(payload);
  }

  /** A live record without a client's id or dataset: what most listeners make. */
  public static RawRecord live(
      String source, String type, long receivedAt, String peer, byte[] payload) {
    return new RawRecord(source, type, LIVE, receivedAt, peer, null, "", payload);
  }

  /**
   * The same record as a canary: it is parsed, normalised, detected and correlated as it would be,
   * in a session of its own, and is neither stored nor told to anybody.
   *
   * @param run which canary it belongs to
   */
  public RawRecord asCanary(String run) {
    String own = CANARY_SESSION + run;
    return new RawRecord(CANARY, type, own, receivedAt, peer, clientId, dataset, payload);
  }

  public boolean isCanary() {
    return isCanary(session);
  }

  /** Whether a session is a canary's; no configured input may have such a one. */
  public static boolean isCanary(String session) {
    return session.startsWith(CANARY_SESSION);
  }

  /** Which canary a session belongs to: what {@link #asCanary} was given. Any other as it is. */
  public static String canaryRun(String session) {
    return isCanary(session) ? session.substring(CANARY_SESSION.length()) : session;
  }
}
