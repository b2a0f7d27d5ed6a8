/** What sshd, sudo, su, pam, useradd and their like say, as ECS authentication and iam events. */
@NullMarked
package songlam.collectors.parse.linuxauth;

import org.jspecify.annotations.NullMarked;
