package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL server on loopback with a database cluster of its own; everybody is let in. */
public final class PostgresServer implements AutoCloseable {
  private final ProgramProcess process;
  private final int port;

  private PostgresServer(ProgramProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Makes a cluster, starts the server and waits until it serves.
   *
   * @param parent where its folder is made
   */
  public static PostgresServer start(Path parent) throws IOException {
    Path folder = Unprivileged.folder(parent, "postgresql");
    String data = folder.resolve("data").toString();
    Ended made =
        ProgramProcess.run(
            Unprivileged.command(
                List.of(
                    InstalledPrograms.path("initdb"),
                    "--no-sync",
                    "--auth=trust",
                    "--username=shop",
                    "--encoding=UTF8",
                    "--locale=C",
                    "-D",
                    data)));
    assertThat(made.exit()).as(made::stderr).isZero();
    int port = FreePort.pick();
    ProgramProcess process =
        ProgramProcess.start(
            Unprivileged.command(
                List.of(
                    InstalledPrograms.path("postgres"),
                    "-D",
                    data,
                    "-h",
                    "127.0.0.1",
                    "-p",
                    "" + port,
                    "-k",
                    "",
                    "-c",
                    "fsync=off")));
    process.awaitErrorLine("database system is ready to accept connections");
    return new PostgresServer(process, port);
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
