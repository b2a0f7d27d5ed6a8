/**
 * The stores on OpenSearch, of our own child process or of a cluster somebody else runs. The only
 * package that speaks to it.
 */
@NullMarked
package songlam.core.store.opensearch;

import org.jspecify.annotations.NullMarked;
