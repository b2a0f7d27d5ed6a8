/** What has a place, and the wall. */
@NullMarked
package songlam.console.api.map;

import org.jspecify.annotations.NullMarked;
