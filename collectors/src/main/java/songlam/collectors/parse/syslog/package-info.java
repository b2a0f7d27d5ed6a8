/**
 * Syslog: RFC 5424 and the many dialects of RFC 3164. Header by header, without regular
 * expressions; what a known program says goes on to its own parser.
 */
@NullMarked
package songlam.collectors.parse.syslog;

import org.jspecify.annotations.NullMarked;
