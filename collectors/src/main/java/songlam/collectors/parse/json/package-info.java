/** JSON documents that speak ECS: our own, Beats', Logstash's, and the platform's own log. */
@NullMarked
package songlam.collectors.parse.json;

import org.jspecify.annotations.NullMarked;
