package songlam.core.incident;

/** What alerts did to the incidents. */
public sealed interface IncidentChange {
  /** The incident is new or has grown; this is all of its machine side. */
  record Grown(Incident incident) implements IncidentChange {}

  /**
   * An incident goes on as another one: an alert joined two affairs that had been apart, or an
   * earlier alert gave it another name.
   *
   * @param incident id that ends
   * @param into id of the one that goes on
   */
  record Merged(String incident, String into) implements IncidentChange {}
}
