/** The desk under test: alerts become incidents, before and after a restart. */
@NullMarked
package songlam.console.desk;

import org.jspecify.annotations.NullMarked;
