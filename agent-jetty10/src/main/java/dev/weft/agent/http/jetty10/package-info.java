/**
 * What Jetty 10 and 11 have otherwise than {@link dev.weft.agent.http.jetty9 Jetty 9.4}: heads of
 * requests that do not change, and that are replaced. Start at {@link
 * dev.weft.agent.http.jetty10.Jetty10Request}.
 */
@NullMarked
package dev.weft.agent.http.jetty10;

import org.jspecify.annotations.NullMarked;
