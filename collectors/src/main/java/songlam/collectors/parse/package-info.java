/** Parsers: one format or product each, bytes to fields. */
@NullMarked
package songlam.collectors.parse;

import org.jspecify.annotations.NullMarked;
