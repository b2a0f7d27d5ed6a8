/**
 * The journal: every raw record, in order, before anything else happens to it; and the system store
 * beside it for what the platform must know of itself. RocksDB lives here and nowhere else.
 */
@NullMarked
package songlam.core.journal;

import org.jspecify.annotations.NullMarked;
