/** Whether the platform is well, part by part. */
@NullMarked
package songlam.console.api.health;

import org.jspecify.annotations.NullMarked;
