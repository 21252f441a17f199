/**
 * The policy server's client: it gets and renews this workload's SVID, pulls config, holds the
 * lease and looks up destinations.
 *
 * <p>It runs inside other people's JVMs: a small HTTP/1.1 client of its own over an {@link
 * javax.net.ssl.SSLSocket}, because the JDK's share settings with the application; no logging; no
 * thread but those that the caller's factory makes.
 *
 * <p>Several clients of one process may get their SVIDs by turns ({@link
 * dev.weft.core.control.SvidTurn}) and share connections for that ({@link
 * dev.weft.core.control.JoinConnections}).
 *
 * <p>Starting points: {@link dev.weft.core.control.MeshClient}, {@link
 * dev.weft.core.control.MeshClientBuilder}.
 */
@NullMarked
package dev.weft.core.control;

import org.jspecify.annotations.NullMarked;
