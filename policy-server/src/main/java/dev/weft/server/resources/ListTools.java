package dev.weft.server.resources;

import dev.weft.server.resources.list.SnapshotShelf;
import dev.weft.server.resources.select.ContinueTokens;

/**
 * What lists of all kinds share.
 *
 * @param shelf the snapshots that are read page by page
 * @param tokens where a page ended
 */
public record ListTools(SnapshotShelf shelf, ContinueTokens tokens) {}
