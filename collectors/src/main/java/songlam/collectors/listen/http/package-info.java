/** HTTP: NDJSON, and the bulk interface real shippers speak. */
@NullMarked
package songlam.collectors.listen.http;

import org.jspecify.annotations.NullMarked;
