package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.programs.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * nginx as one process: {@code stream} for bytes, {@code http} for requests, with connections to
 * servers kept. TLS sessions are not reused.
 *
 * @param certificates for its mutual TLS
 * @param connections how many a process must be able to hold
 */
record Nginx(Certificates certificates, int connections) implements ProxyKind {
  private static final String PROGRAM = "nginx";
  private static final Path STREAM = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

  @Override
  public String missing(Layer layer) throws IOException, InterruptedException {
    if (Commands.find(PROGRAM) == null) {
      return PROGRAM + " is not installed";
    }
    return layer == Layer.L4 && !isStreamBuiltIn() && !Files.exists(STREAM)
        ? PROGRAM + " has no stream module"
        : "";
  }

  private static boolean isStreamBuiltIn() throws IOException, InterruptedException {
    String built = Commands.output(List.of(String.valueOf(Commands.find(PROGRAM)), "-V"));
    return built.matches("(?s).*--with-stream(\\s.*|$)");
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
    Daemon inbound =
        daemon(
            layer,
            "listen 127.0.0.1:%d ssl;%n%s".formatted(between, accepting()),
            server,
            "",
            folder.resolve("in"),
            between);
    try {
      Daemon outbound =
          daemon(
              layer,
              "listen 127.0.0.1:%d;%n%s".formatted(front, connecting()),
              between,
              "s",
              folder.resolve("out"),
              front);
      return new ProxyPair(front, between, List.of(inbound, outbound));
    } catch (IOException | InterruptedException e) {
      inbound.close();
      throw e;
    }
  }

  private String accepting() {
    return """
    ssl_protocols TLSv1.3;
    ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
    ssl_certificate %1$s;
    ssl_certificate_key %1$s;
    ssl_client_certificate %2$s;
    ssl_verify_client on;
    ssl_session_cache off;
    ssl_session_tickets off;
    """
        .formatted(certificates.pem(Role.SERVER), certificates.ca());
  }

  private String connecting() {
    return """
    proxy_ssl_protocols TLSv1.3;
    proxy_ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
    proxy_ssl_certificate %1$s;
    proxy_ssl_certificate_key %1$s;
    proxy_ssl_trusted_certificate %2$s;
    proxy_ssl_verify on;
    proxy_ssl_name localhost;
    proxy_ssl_session_reuse off;
    """
        .formatted(certificates.pem(Role.CLIENT), certificates.ca());
  }

  private Daemon daemon(Layer layer, String rules, int next, String tls, Path folder, int port)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    Path file = folder.resolve("nginx.conf");
    String block = layer == Layer.L4 ? stream(rules, next, tls) : http(rules, next, tls);
    Files.writeString(
        file,
        """
        %s
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr warn;
        worker_rlimit_nofile %d;
        events {
          worker_connections %2$d;
        }
        %s
        """
            .formatted(
                layer == Layer.L4 && !isStreamBuiltIn() ? "load_module " + STREAM + ";" : "",
                connections * 2,
                block));
    return Daemon.start(
        List.of(
            String.valueOf(Commands.find(PROGRAM)),
            "-p",
            folder.toString(),
            "-c",
            file.toString(),
            "-e",
            "stderr"),
        Path.of(folder + ".log"),
        port);
  }

  private static String stream(String rules, int next, String tls) {
    return """
    stream {
      server {
        %s
        proxy_pass 127.0.0.1:%d;
        proxy_timeout 15m;
        %s
      }
    }
    """
        .formatted(rules, next, tls.isEmpty() ? "" : "proxy_ssl on;");
  }

  private static String http(String rules, int next, String tls) {
    return """
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      upstream next {
        server 127.0.0.1:%2$d;
        keepalive 64;
        keepalive_requests 1000000000;
        keepalive_timeout 15m;
      }
      server {
        %1$s
        keepalive_requests 1000000000;
        keepalive_timeout 15m;
        location / {
          proxy_pass http%3$s://next;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_max_temp_file_size 0;
        }
      }
    }
    """
        .formatted(rules, next, tls);
  }
}
