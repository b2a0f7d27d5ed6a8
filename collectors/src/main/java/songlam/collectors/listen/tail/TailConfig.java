package songlam.collectors.listen.tail;

import java.nio.file.Path;

/**
 * @param source name of this input
 * @param type source type that parses the lines
 * @param session empty for live records
 * @param pattern a file, or a glob in the last part of the path ({@code /var/log/*.log})
 * @param longestBytes longer lines are cut and rejected
 * @param everyMillis how often the files are looked at
 */
public record TailConfig(
    String source, String type, String session, Path pattern, int longestBytes, long everyMillis) {}
