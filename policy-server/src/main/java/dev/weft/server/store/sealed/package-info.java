/** Secrets in a shared database. Starting point: {@link dev.weft.server.store.sealed.Vault}. */
@NullMarked
package dev.weft.server.store.sealed;

import org.jspecify.annotations.NullMarked;
