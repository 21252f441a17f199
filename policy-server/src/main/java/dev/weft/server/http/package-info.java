/**
 * What every HTTP endpoint shares: who calls, how bodies are read, how errors look. Starting
 * points: {@link dev.weft.server.http.Endpoint} and {@link dev.weft.server.http.ApiException}.
 */
@NullMarked
package dev.weft.server.http;

import org.jspecify.annotations.NullMarked;
