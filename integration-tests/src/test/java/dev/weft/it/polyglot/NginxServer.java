package dev.weft.it.polyglot;

import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx on two ports of loopback, one of HTTP/1.1 and one of HTTP/2 in the clear, with files of a
 * folder. Its access log has connection, number of the request on it, request line, and status.
 */
final class NginxServer implements AutoCloseable {
  private static final String SETTINGS =
      """
      daemon off;
      pid %1$s/nginx.pid;
      error_log stderr notice;
      worker_processes 1;
      events { worker_connections 512; }
      http {
        log_format seen '$connection $connection_requests "$request" $status';
        access_log %1$s/access.log seen;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        keepalive_requests 1000000;
        sendfile on;
        if_modified_since before;
        server { listen 127.0.0.1:%2$d; root %1$s; }
        server { listen 127.0.0.1:%3$d http2; root %1$s; }
      }
      """;

  private final ProgramProcess process;
  private final Path folder;
  private final int port;
  private final int http2Port;

  private NginxServer(ProgramProcess process, Path folder, int port, int http2Port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.http2Port = http2Port;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param parent where its folder is made
   */
  static NginxServer start(Path parent) throws IOException {
    Path folder = Unprivileged.folder(parent, "nginx");
    int port = FreePort.pick();
    int http2Port = FreePort.pick();
    Path settings = folder.resolve("nginx.conf");
    Files.writeString(settings, SETTINGS.formatted(folder, port, http2Port));
    ProgramProcess process =
        ProgramProcess.start(
            Unprivileged.command(
                List.of(
                    InstalledPrograms.path("nginx"),
                    "-e",
                    "stderr",
                    "-p",
                    folder.toString(),
                    "-c",
                    settings.toString())));
    process.awaitErrorLine("start worker process \\d");
    return new NginxServer(process, folder, port, http2Port);
  }

  /** Where it serves HTTP/1.1. */
  int port() {
    return port;
  }

  /** Where it serves HTTP/2, without TLS. */
  int http2Port() {
    return http2Port;
  }

  /** Puts a file there. */
  Path put(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  /** The access log so far. */
  List<String> accessLog() throws IOException {
    return Files.readAllLines(folder.resolve("access.log"));
  }

  @Override
  public void close() {
    process.close();
  }
}
