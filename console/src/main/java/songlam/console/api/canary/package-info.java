/** Proof of detection: what became of each rule's canaries. */
@NullMarked
package songlam.console.api.canary;

import org.jspecify.annotations.NullMarked;
