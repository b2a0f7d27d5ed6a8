/**
 * Strict YAML: every key is known or an error, every value has its type, all problems are told at
 * once with file and line.
 */
@NullMarked
package songlam.core.config;

import org.jspecify.annotations.NullMarked;
