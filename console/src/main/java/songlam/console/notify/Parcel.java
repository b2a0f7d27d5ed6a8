package songlam.console.notify;

/**
 * A notice on its way through one channel: what the record page shows.
 *
 * @param id channel and id of the alert or incident, unique
 * @param state {@code waiting}, {@code delivered} or {@code given_up}
 * @param tries how often it was tried
 * @param lastError why the last try failed, empty when it did not
 * @param nextTryAt wall clock of the next try, milliseconds
 * @param createdAt wall clock at which the notice was made
 */
public record Parcel(
    String id,
    String channel,
    Notice notice,
    String state,
    int tries,
    String lastError,
    long nextTryAt,
    long createdAt) {
  static final String WAITING = "waiting";
  static final String DELIVERED = "delivered";
  static final String GIVEN_UP = "given_up";

  Parcel delivered() {
    return new Parcel(id, channel, notice, DELIVERED, tries + 1, "", 0, createdAt);
  }

  Parcel failed(String error, long now, int most) {
    long wait = Math.min(3_600_000L, 5_000L << Math.min(tries, 12));
    String next = tries + 1 >= most ? GIVEN_UP : WAITING;
    return new Parcel(id, channel, notice, next, tries + 1, error, now + wait, createdAt);
  }

  Parcel refused(String error) {
    return new Parcel(id, channel, notice, GIVEN_UP, tries + 1, error, 0, createdAt);
  }
}
