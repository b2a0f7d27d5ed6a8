/** Playbooks: what a person, later a machine, does about an incident, and the actions used. */
@NullMarked
package songlam.playbooks;

import org.jspecify.annotations.NullMarked;
