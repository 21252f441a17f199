package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.programs.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * HAProxy with one thread. Connections to servers are reused as it does by default; TLS sessions
 * are not.
 *
 * @param certificates for its mutual TLS
 * @param connections how many a process must be able to hold
 */
record HaProxy(Certificates certificates, int connections) implements ProxyKind {
  private static final String PROGRAM = "haproxy";

  @Override
  public String missing(Layer layer) {
    return Commands.find(PROGRAM) == null ? PROGRAM + " is not installed" : "";
  }

  @Override
  public String version() throws IOException, InterruptedException {
    return Commands.firstLine(List.of(String.valueOf(Commands.find(PROGRAM)), "-v"));
  }

  @Override
  public ProxyPair start(Layer layer, int server, Path folder)
      throws IOException, InterruptedException {
    int front = Daemon.freePort();
    int between = Daemon.freePort();
    String in =
        "bind 127.0.0.1:%d ssl crt %s ca-file %s verify required%n  server next 127.0.0.1:%d"
            .formatted(between, certificates.pem(Role.SERVER), certificates.ca(), server);
    String out =
        ("bind 127.0.0.1:%d%n  server next 127.0.0.1:%d ssl crt %s ca-file %s verify required"
                + " verifyhost localhost no-ssl-reuse")
            .formatted(front, between, certificates.pem(Role.CLIENT), certificates.ca());
    Daemon inbound = daemon(layer, in, folder.resolve("in"), between);
    try {
      return new ProxyPair(
          front, between, List.of(inbound, daemon(layer, out, folder.resolve("out"), front)));
    } catch (IOException | InterruptedException e) {
      inbound.close();
      throw e;
    }
  }

  private Daemon daemon(Layer layer, String rules, Path name, int port)
      throws IOException, InterruptedException {
    Path file = Path.of(name + ".cfg");
    Files.writeString(
        file,
        """
        global
          nbthread 1
          maxconn %d
          tune.ssl.cachesize 0
          ssl-default-bind-options ssl-min-ver TLSv1.3 no-tls-tickets
          ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
          ssl-default-server-options ssl-min-ver TLSv1.3 no-tls-tickets
          ssl-default-server-ciphersuites TLS_AES_128_GCM_SHA256
        defaults
          mode %s
          timeout connect 5s
          timeout client 15m
          timeout server 15m
        listen benchmark
          %s
        """
            .formatted(connections, layer.protocol(), rules));
    return Daemon.start(
        List.of(String.valueOf(Commands.find(PROGRAM)), "-db", "-f", file.toString()),
        Path.of(name + ".log"),
        port);
  }
}
