/** The ports to the searchable copies: events, alerts, incidents, rules, audit. */
@NullMarked
package songlam.core.store;

import org.jspecify.annotations.NullMarked;
