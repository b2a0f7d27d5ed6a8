/** Views of the queue and of the event search that people have saved for themselves. */
@NullMarked
package songlam.console.api.view;

import org.jspecify.annotations.NullMarked;
