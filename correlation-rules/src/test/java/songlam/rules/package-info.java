/** Runs every rule and every case of the content in this module. */
@NullMarked
package songlam.rules;

import org.jspecify.annotations.NullMarked;
