/**
 * Rule code of a pack, kept within its bounds: compiled apart, its structure and its bytecode held
 * against an allow-list before anything of it is loaded, run with a budget per rule.
 */
@NullMarked
package songlam.core.correlate.contain;

import org.jspecify.annotations.NullMarked;
