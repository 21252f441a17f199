/**
 * Lists of resources: which ones, in which pages, at which revision.
 *
 * <p>Starting point: {@link dev.weft.server.resources.list.ResourceLists}.
 */
@NullMarked
package dev.weft.server.resources.list;

import org.jspecify.annotations.NullMarked;
