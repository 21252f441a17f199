/**
 * async-http-client: a request, its redirects and what is done with its answer belong to whoever
 * asked for it. The requests themselves are seen where they are encoded ({@code
 * dev.weft.agent.http.nettyclient}); those that never get a connection, here. Start at {@link
 * dev.weft.agent.http.asynchttpclient.AsyncHttpClientLibrary}.
 */
@NullMarked
package dev.weft.agent.http.asynchttpclient;

import org.jspecify.annotations.NullMarked;
