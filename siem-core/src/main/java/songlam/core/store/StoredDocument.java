package songlam.core.store;

/**
 * A small thing people made: a mute, a rule's switch, a notification, a line of the audit log.
 *
 * @param id unique within its kind
 * @param json the document, one JSON object
 * @param version for the next change
 */
public record StoredDocument(String id, String json, String version) {}
