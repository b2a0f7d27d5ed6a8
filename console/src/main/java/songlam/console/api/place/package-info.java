/** Communes and boundaries. */
@NullMarked
package songlam.console.api.place;

import org.jspecify.annotations.NullMarked;
