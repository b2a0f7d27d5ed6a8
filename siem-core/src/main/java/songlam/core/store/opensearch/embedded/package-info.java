/**
 * The embedded server: the official distribution, unpacked once, run as a child process that nobody
 * else on the machine can reach, watched and started again when it dies.
 */
@NullMarked
package songlam.core.store.opensearch.embedded;

import org.jspecify.annotations.NullMarked;
