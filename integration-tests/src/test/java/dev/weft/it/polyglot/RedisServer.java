package dev.weft.it.polyglot;

import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.ProgramProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Redis server on loopback that keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
  private final ProgramProcess process;
  private final int port;

  private RedisServer(ProgramProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param parent where its folder is made
   */
  public static RedisServer start(Path parent) throws IOException {
    Path folder = Unprivileged.folder(parent, "redis");
    int port = FreePort.pick();
    ProgramProcess process =
        ProgramProcess.start(
            Unprivileged.command(
                List.of(
                    InstalledPrograms.path("redis-server"),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    "" + port,
                    "--save",
                    "",
                    "--dir",
                    folder.toString())));
    process.awaitLine("[Rr]eady to accept connections");
    return new RedisServer(process, port);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
