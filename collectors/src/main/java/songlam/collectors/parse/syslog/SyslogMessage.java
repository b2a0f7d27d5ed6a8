package songlam.collectors.parse.syslog;

import java.util.Map;

/**
 * A message taken apart.
 *
 * @param facility 0 to 23, -1 without a priority
 * @param severity 0 to 7, -1 without a priority
 * @param timestamp milliseconds since the epoch, {@link Long#MIN_VALUE} when there is none
 * @param host as the message says; empty when it does not
 * @param app program or tag
 * @param process process id, -1 when none
 * @param messageId RFC 5424 MSGID, empty when none
 * @param data structured data as {@code SD-ID.PARAM} and value, an SD-ID alone with an empty one;
 *     under {@code procid} a PROCID that is no number
 * @param text the message itself
 */
record SyslogMessage(
    int facility,
    int severity,
    long timestamp,
    String host,
    String app,
    long process,
    String messageId,
    Map<String, String> data,
    String text) {}
