/**
 * The paths that people call beside those of resources, and the list of all of them.
 *
 * <p>Starting point: {@link dev.weft.server.api.PeopleApi}, which adds every path for people.
 */
@NullMarked
package dev.weft.server.api;

import org.jspecify.annotations.NullMarked;
