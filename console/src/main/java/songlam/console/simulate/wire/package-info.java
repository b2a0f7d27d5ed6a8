/** What the simulation sends with: one class per protocol, bytes built field by field. */
@NullMarked
package songlam.console.simulate.wire;

import org.jspecify.annotations.NullMarked;
