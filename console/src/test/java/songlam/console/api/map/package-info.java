/** What the map and the wall are told, under test. */
@NullMarked
package songlam.console.api.map;

import org.jspecify.annotations.NullMarked;
