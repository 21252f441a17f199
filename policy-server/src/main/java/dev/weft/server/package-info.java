/**
 * The policy server: resources, identities, directory. Starting points: {@link
 * dev.weft.server.Main} (the program) and {@link dev.weft.server.PolicyServer} (the same in another
 * program, for tests).
 */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
