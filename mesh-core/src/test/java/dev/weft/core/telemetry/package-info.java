/** Tests of Telemetry and TraceSampling. Starting point: {@code TelemetryViewTest}. */
@NullMarked
package dev.weft.core.telemetry;

import org.jspecify.annotations.NullMarked;
