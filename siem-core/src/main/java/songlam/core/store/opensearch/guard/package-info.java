/**
 * A plugin that runs inside the embedded server and keeps everybody else out: the HTTP port answers
 * only whoever holds the platform's key, and there is no transport port at all. Compiled here,
 * packed by {@code songlam.core.store.opensearch.embedded} when the server is unpacked; nothing
 * else may use it, the platform's own process has no server on its class path.
 */
@NullMarked
package songlam.core.store.opensearch.guard;

import org.jspecify.annotations.NullMarked;
