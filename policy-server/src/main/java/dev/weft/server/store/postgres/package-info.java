/**
 * The store that several servers share. Starting points: {@link
 * dev.weft.server.store.postgres.PostgresDatabase} and {@link
 * dev.weft.server.store.postgres.ChangeFollower}.
 */
@NullMarked
package dev.weft.server.store.postgres;

import org.jspecify.annotations.NullMarked;
