/**
 * Watches: streams of the changes of one kind (Kubernetes API concepts, "Efficient detection of
 * changes").
 *
 * <p>Starting points: {@link dev.weft.server.resources.watch.Watches} begins one, {@link
 * dev.weft.server.resources.watch.Watch} is one.
 */
@NullMarked
package dev.weft.server.resources.watch;

import org.jspecify.annotations.NullMarked;
