/** Canaries on the real path, whole and broken. */
@NullMarked
package songlam.console.canary;

import org.jspecify.annotations.NullMarked;
