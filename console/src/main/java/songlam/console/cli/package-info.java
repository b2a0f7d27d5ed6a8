/** The command line: one class per verb, texts of help included. */
@NullMarked
package songlam.console.cli;

import org.jspecify.annotations.NullMarked;
