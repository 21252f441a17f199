/** Tests of what goes to collectors. Starting point: {@code OtlpExporterTest}. */
@NullMarked
package dev.weft.agent.trace.otlp;

import org.jspecify.annotations.NullMarked;
