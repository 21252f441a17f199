/**
 * Tests with clients and servers that people run and that are no JVMs, through the node proxy. A
 * program that is not on the machine is a reason to skip its tests, see {@link
 * dev.weft.it.harness.NeedsPrograms}. Servers run as an unprivileged user, in folders of their own.
 *
 * <p>Starting points: {@link dev.weft.it.polyglot.ProxiedLink} (what is between client and server),
 * {@link dev.weft.it.polyglot.NginxTest}. Scripts and sources of the programs are resources of this
 * package.
 */
@NullMarked
package dev.weft.it.polyglot;

import org.jspecify.annotations.NullMarked;
