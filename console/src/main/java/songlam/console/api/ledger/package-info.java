/** The ledger and the quarantine. */
@NullMarked
package songlam.console.api.ledger;

import org.jspecify.annotations.NullMarked;
