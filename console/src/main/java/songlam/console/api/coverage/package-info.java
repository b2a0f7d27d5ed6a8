/** ATT&amp;CK coverage, and its Navigator layer. */
@NullMarked
package songlam.console.api.coverage;

import org.jspecify.annotations.NullMarked;
