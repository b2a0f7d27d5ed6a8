/** Event search and one event with its raw record. */
@NullMarked
package songlam.console.api.event;

import org.jspecify.annotations.NullMarked;
