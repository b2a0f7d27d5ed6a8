/** What the simulation tells: an ordinary day, an attack, and what happens in the province. */
@NullMarked
package songlam.console.simulate.story;

import org.jspecify.annotations.NullMarked;
