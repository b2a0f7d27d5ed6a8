/** How each pipeline stands: its feed, and what its tab shows beside its alerts. */
@NullMarked
package songlam.console.api.pipeline;

import org.jspecify.annotations.NullMarked;
