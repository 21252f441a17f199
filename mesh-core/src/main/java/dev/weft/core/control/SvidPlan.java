package dev.weft.core.control;

import java.time.Duration;
import java.time.Instant;

/**
 * What is to be done about an SVID after it was asked for.
 *
 * @param failed whether there is none for having asked; then {@code rest} is a back-off
 * @param rest how long to wait before it is asked for again
 * @param urgent from when on it can no longer wait long; in the past while there is none
 * @param expires the end of the one that there is; in the past while there is none
 */
public record SvidPlan(boolean failed, Duration rest, Instant urgent, Instant expires) {}
