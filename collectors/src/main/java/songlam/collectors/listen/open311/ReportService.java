package songlam.collectors.listen.open311;

/**
 * A kind of report citizens can send (Open311 service).
 *
 * @param code service_code
 * @param name Vietnamese name
 * @param description what belongs to it
 * @param group what agencies share
 * @param hoursToAnswer deadline in hours, from the province's regulation: configuration
 */
public record ReportService(
    String code, String name, String description, String group, int hoursToAnswer) {}
