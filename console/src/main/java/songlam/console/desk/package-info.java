/**
 * The desk: takes alerts from the packs, groups them into incidents, stores, pushes and notifies.
 */
@NullMarked
package songlam.console.desk;

import org.jspecify.annotations.NullMarked;
