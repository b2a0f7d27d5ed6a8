/**
 * A labelled simulation of a province, network clients only: it speaks the real protocols to the
 * running platform and knows nothing of its inside. Seeded, so a run can be repeated.
 */
@NullMarked
package songlam.console.simulate;

import org.jspecify.annotations.NullMarked;
