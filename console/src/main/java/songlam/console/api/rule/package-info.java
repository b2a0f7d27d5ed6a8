/** Rules and mutes. */
@NullMarked
package songlam.console.api.rule;

import org.jspecify.annotations.NullMarked;
