package songlam.core.correlate;

/**
 * Somebody or something an alert is about; alerts that share entities belong to one incident.
 *
 * @param kind {@code ip}, {@code host}, {@code user}, {@code camera}, {@code domain}, {@code
 *     source}, {@code service}, {@code report}, {@code story}, {@code place}
 * @param value the identity within its kind, in canonical form
 * @param role {@code attacker}, {@code target}, {@code subject}, or {@code observer}: what saw it
 *     and has no part in it
 */
public record Entity(String kind, String value, String role) {
  public static final String ATTACKER = "attacker";
  public static final String TARGET = "target";
  public static final String SUBJECT = "subject";
  public static final String OBSERVER = "observer";
}
