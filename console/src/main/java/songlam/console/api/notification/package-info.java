/** What was sent, waits or failed. */
@NullMarked
package songlam.console.api.notification;

import org.jspecify.annotations.NullMarked;
