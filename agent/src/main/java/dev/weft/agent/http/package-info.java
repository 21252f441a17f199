/**
 * How judgement gets into HTTP server libraries, and tracing into HTTP clients: a library is
 * described by a {@link dev.weft.agent.http.ServerLibrary} or {@link
 * dev.weft.agent.http.ClientLibrary}, met by {@link dev.weft.agent.http.LibraryWatcher} as its
 * classes are loaded, checked and prepared as a whole ({@link dev.weft.agent.http.LibraryCopy}),
 * and left untouched when it does not fit. Each library has a package of its own beneath this one;
 * how to add one is in {@code docs/adding-an-instrumentation.md}.
 */
@NullMarked
package dev.weft.agent.http;

import org.jspecify.annotations.NullMarked;
