/**
 * The revisions of a resource: what it was, who changed it, how to go back.
 *
 * <p>Starting point: {@link dev.weft.server.resources.history.HistoryRoutes}.
 */
@NullMarked
package dev.weft.server.resources.history;

import org.jspecify.annotations.NullMarked;
