/**
 * The JDK's {@code HttpURLConnection}, HTTP and HTTPS. A request is followed from the first thing
 * that connects to the answer's head; redirects that the connection follows by itself belong to it.
 * Start at {@link dev.weft.agent.http.urlconnection.UrlConnectionLibrary}.
 */
@NullMarked
package dev.weft.agent.http.urlconnection;

import org.jspecify.annotations.NullMarked;
