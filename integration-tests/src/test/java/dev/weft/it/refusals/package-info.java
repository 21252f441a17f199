/**
 * What an application, and who runs it, is told of each connection that the agent refuses: the
 * exception and its text, the line in the agent's log, and nothing on the application's stderr.
 */
@NullMarked
package dev.weft.it.refusals;

import org.jspecify.annotations.NullMarked;
