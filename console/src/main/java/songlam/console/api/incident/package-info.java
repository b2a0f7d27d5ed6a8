/** Incidents, their story and their playbook. */
@NullMarked
package songlam.console.api.incident;

import org.jspecify.annotations.NullMarked;
