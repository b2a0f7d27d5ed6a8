/** Feeds: RSS, Atom and RDF, fetched on a schedule with ETag and back-off. */
@NullMarked
package songlam.collectors.listen.feed;

import org.jspecify.annotations.NullMarked;
