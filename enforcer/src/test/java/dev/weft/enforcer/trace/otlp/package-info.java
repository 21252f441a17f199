/** Tests of what goes to collectors. Starting point: {@code OtlpExporterTest}. */
@NullMarked
package dev.weft.enforcer.trace.otlp;

import org.jspecify.annotations.NullMarked;
