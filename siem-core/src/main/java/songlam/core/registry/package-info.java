/** What the province is made of: its communes, and the things that change and are kept track of. */
@NullMarked
package songlam.core.registry;

import org.jspecify.annotations.NullMarked;
