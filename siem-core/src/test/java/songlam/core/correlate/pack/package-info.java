/** Rule packs under test: the same alerts however the stream is cut, ordered or restarted. */
@NullMarked
package songlam.core.correlate.pack;

import org.jspecify.annotations.NullMarked;
