/**
 * What the JDK promises of its sockets, as an ordinary program that checks each promise against
 * itself: it connects to its own listeners. It is run without the agent, which shows that the
 * checks are right, and with every connection meshed, which shows that nothing has changed.
 *
 * <p>Starting points: {@link dev.weft.it.programs.contracts.SocketContracts} (the program), {@link
 * dev.weft.it.programs.contracts.Transport} (the kinds of sockets).
 */
@NullMarked
package dev.weft.it.programs.contracts;

import org.jspecify.annotations.NullMarked;
