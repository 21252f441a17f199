package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.Jdk;
import dev.weft.benchmarks.driver.Mesh;
import dev.weft.benchmarks.driver.Probe;
import dev.weft.benchmarks.driver.Program;
import dev.weft.benchmarks.programs.PathClient;
import dev.weft.benchmarks.programs.SizedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts lanes, and looks that what is between the proxies is mutual TLS. */
final class Lanes {
  private static final String AGENTS = "agents";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 50;

  private final Jdk jdk;
  private final Mesh mesh;
  private final Certificates certificates;
  private final Map<Side, ProxyKind> kinds;
  private final Path folder;
  private int made;

  /**
   * {@code kinds} are the proxies of the sides that have any; {@code folder} takes what the
   * programs need.
   */
  Lanes(Jdk jdk, Mesh mesh, Certificates certificates, Map<Side, ProxyKind> kinds, Path folder)
      throws IOException, InterruptedException {
    this.jdk = jdk;
    this.mesh = mesh;
    this.certificates = certificates;
    this.kinds = kinds;
    this.folder = folder;
    mesh.mode(AGENTS, "STRICT");
  }

  /** Starts a lane. */
  Lane start(Layer layer, Side side)
      throws IOException, InterruptedException, GeneralSecurityException {
    made++;
    String name = side.name().toLowerCase(Locale.ROOT) + "-" + made;
    Path own = Files.createDirectory(folder.resolve(name));
    Program server = program(side, name, "server", SizedServer.class, List.of());
    @Nullable ProxyPair pair = null;
    try {
      int port = Integer.parseInt(server.await("port "));
      ProxyKind kind = kinds.get(side);
      if (kind != null) {
        pair = kind.start(layer, port, own);
        awaitAnswer(side, pair);
        refusesStrangers(side, pair.between());
      } else if (Probe.isAnswered(port) != (side == Side.PLAIN)) {
        throw new IOException(side + ": plaintext answered: " + (side == Side.AGENT));
      }
      int front = pair == null ? port : pair.front();
      Program client =
          program(side, name, "client", PathClient.class, List.of(Integer.toString(front)));
      client.await("ready");
      return new Lane(client, server, pair);
    } catch (IOException | InterruptedException | GeneralSecurityException | RuntimeException e) {
      if (pair != null) {
        pair.close();
      }
      server.close();
      throw e;
    }
  }

  /** A proxy may listen before the mesh knows the way. */
  private static void awaitAnswer(Side side, ProxyPair pair)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Probe.isAnswered(pair.front())) {
      if (System.nanoTime() > end) {
        StringBuilder said = new StringBuilder();
        for (Daemon process : pair.processes()) {
          said.append('\n').append(process.said());
        }
        throw new IOException(side + ": no answer through the proxies:" + said);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void refusesStrangers(Side side, int between)
      throws IOException, GeneralSecurityException {
    if (Probe.isAnswered(between)) {
      throw new IOException(side + ": plaintext answered between the proxies");
    }
    if (Probe.isAnsweredOverTls(between, certificates.folder())) {
      throw new IOException(side + ": a client without a certificate answered");
    }
  }

  private Program program(
      Side side, String lane, String role, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    if (side == Side.AGENT) {
      command.add(mesh.agent(AGENTS, lane + "-" + role, role));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return Program.start(lane + "-" + role, command, folder);
  }
}
