/** The only place where parts are wired together, and what people see of them. */
@NullMarked
package songlam.console;

import org.jspecify.annotations.NullMarked;
