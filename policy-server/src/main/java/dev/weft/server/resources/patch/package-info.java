/**
 * Changes of one JSON document as data: JSON patch (RFC 6902), merge patch (RFC 7386), and the
 * readable difference of two documents. Starting points: {@link
 * dev.weft.server.resources.patch.JsonPatch}, {@link dev.weft.server.resources.patch.MergePatch}
 * and {@link dev.weft.server.resources.patch.Diff}.
 */
@NullMarked
package dev.weft.server.resources.patch;

import org.jspecify.annotations.NullMarked;
