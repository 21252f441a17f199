/**
 * The client of Jetty 12. Each request that goes over the wire is followed by itself: redirects and
 * authentications too, under what the program worked under when it sent the first. Start at {@link
 * dev.weft.agent.http.jettyclient.JettyClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.jettyclient;

import org.jspecify.annotations.NullMarked;
