/**
 * The client of Eclipse Jetty 9.4 to 11, whose types have other names and members than Jetty 12's.
 * Each request that goes over the wire is followed by itself: redirects and authentications too,
 * under what the program worked under when it sent the first. Compiled against the oldest release,
 * and without what later ones have otherwise: fields of requests are only gone through. Start at
 * {@link dev.weft.agent.http.jettyclient9.JettyClient9Requests}; what is woven says {@code
 * dev.weft.agent.http.jettyclient.EarlierJettyClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.jettyclient9;

import org.jspecify.annotations.NullMarked;
