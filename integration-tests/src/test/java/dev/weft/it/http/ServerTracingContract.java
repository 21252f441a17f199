package dev.weft.it.http;

import static java.util.Objects.requireNonNull;

import dev.weft.it.harness.JvmProcess;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every server library whose requests are traced. The server answers with the trace
 * context that its thread works under: {@code context=TRACE-SPAN-FLAGS held=COUNT leaks=COUNT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTracingContract
    implements SpanCases, ContextCases, SamplingCases, AccessLogCases {
  private @Nullable TracedServer server;

  /** Starts the server program with those JVM options. */
  abstract JvmProcess startServer(List<String> options);

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    server = TracedServer.start(folder, this::startServer);
  }

  @AfterAll
  final void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  final void traceEverything() throws Exception {
    server().traceEverything();
  }

  @Override
  public final TracedServer server() {
    return requireNonNull(server);
  }
}
