/** Field reports as Open311 posts them. */
@NullMarked
package songlam.collectors.parse.open311;

import org.jspecify.annotations.NullMarked;
