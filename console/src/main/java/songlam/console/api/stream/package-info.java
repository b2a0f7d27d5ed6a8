/** Live pushes to pages by server-sent events. */
@NullMarked
package songlam.console.api.stream;

import org.jspecify.annotations.NullMarked;
