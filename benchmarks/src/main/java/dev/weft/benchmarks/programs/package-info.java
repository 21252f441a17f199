/**
 * The programs that are measured: two clients and two servers as anybody would write them. They
 * know nothing of Weft, and do their TLS, if they are told to, with JSSE by hand. Starting points:
 * {@link dev.weft.benchmarks.programs.WebServer}, {@link dev.weft.benchmarks.programs.WebClient}.
 */
@NullMarked
package dev.weft.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
