/**
 * What servers call back by themselves, after the handler has returned and on threads of their own:
 * asynchronous dispatches of the servlet API, its listeners, {@code AsyncContext.start}, Undertow's
 * callbacks of writes, listeners of its exchanges' channels. All of it works under the context of
 * its request, whatever the calling thread works under, and nothing is left behind.
 *
 * <p>Nothing is judged here, so that a copy which does not fit is left as it is. The way to the
 * request leads by links to where its verdict is kept by what judges. Start at {@link
 * dev.weft.agent.http.callbacks.CallbackLibraries}.
 */
@NullMarked
package dev.weft.agent.http.callbacks;

import org.jspecify.annotations.NullMarked;
