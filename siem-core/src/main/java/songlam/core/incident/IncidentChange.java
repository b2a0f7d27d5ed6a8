package songlam.core.incident;

/** What one alert did to the incidents. */
public sealed interface IncidentChange {
  /** The incident is new or has grown; this is all of its machine side. */
  record Grown(Incident incident) implements IncidentChange {}

  /**
   * An alert joined two affairs that had been apart.
   *
   * @param incident id of the younger one, which ends
   * @param into id of the elder one, which goes on
   */
  record Merged(String incident, String into) implements IncidentChange {}
}
