/**
 * Tests of how trace contexts follow work from thread to thread, in real JVMs with the packaged
 * agent. Start at {@link dev.weft.agent.context.ContextIT}.
 */
@NullMarked
package dev.weft.agent.context;

import org.jspecify.annotations.NullMarked;
