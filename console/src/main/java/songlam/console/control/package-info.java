/**
 * The way command-line verbs reach the running platform: a socket of mode 0600 in the data
 * directory, one JSON line each way.
 */
@NullMarked
package songlam.console.control;

import org.jspecify.annotations.NullMarked;
