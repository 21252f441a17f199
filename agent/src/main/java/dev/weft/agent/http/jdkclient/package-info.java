/**
 * The JDK's {@code java.net.http.HttpClient}, HTTP/1.1 and HTTP/2. Each request that goes over the
 * wire is followed by itself: a redirect, an authentication and a second attempt have their own,
 * under what the program worked under when it sent the first. Start at {@link
 * dev.weft.agent.http.jdkclient.JdkClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.jdkclient;

import org.jspecify.annotations.NullMarked;
