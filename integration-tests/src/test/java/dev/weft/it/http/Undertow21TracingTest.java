package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.UndertowRelease;
import dev.weft.it.programs.TracedUndertow;
import java.util.List;

/** Requests of Undertow 2.1. */
class Undertow21TracingTest extends ServerTracingContract implements UndertowCases {
  @Override
  JvmProcess startServer(List<String> options) {
    return UndertowRelease.V2_1.start(
        Jdks.require(17), options, TracedUndertow.class, List.of("0"));
  }
}
