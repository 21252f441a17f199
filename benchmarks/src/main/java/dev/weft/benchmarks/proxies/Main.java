package dev.weft.benchmarks.proxies;

import dev.weft.benchmarks.driver.Children;
import dev.weft.benchmarks.driver.Jdk;
import dev.weft.benchmarks.driver.Machine;
import dev.weft.benchmarks.driver.Mesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the node proxy with HAProxy and nginx, and prints the tables as Markdown; progress goes
 * to stderr. Run it by the script {@code benchmarks/proxies}, which builds what is needed; its
 * arguments are {@link Options}. Linux only.
 */
public final class Main {
  private static final int WRONG_ARGUMENT = 2;

  /** Connections of a process that are not the idle ones. */
  private static final int SPARE = 100;

  private Main() {}

  /**
   * Properties {@code weft.agent.jar}, {@code weft.policy-server.jar} and {@code
   * weft.node-proxy.jar} name the jars.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_ARGUMENT);
      return;
    }
    Path folder = Children.folder("weft-benchmarks");
    run(options, folder);
  }

  private static void run(Options options, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Jdk jdk = Jdk.find(Runtime.version().feature());
    int idle = Memory.most(options.idle());
    Certificates certificates =
        Certificates.make(jdk, Files.createDirectory(folder.resolve("tls")));
    Path server = Path.of(System.getProperty("weft.policy-server.jar"));
    Path agent = Path.of(System.getProperty("weft.agent.jar"));
    try (Mesh mesh = Mesh.start(jdk, server, agent, folder)) {
      Map<Side, ProxyKind> kinds = kinds(options, jdk, mesh, certificates, idle + SPARE);
      Lanes lanes = new Lanes(jdk, mesh, certificates, kinds, folder);
      System.out.println("Machine: " + Machine.describe() + "\n");
      for (Map.Entry<Side, ProxyKind> kind : kinds.entrySet()) {
        if (options.sides().contains(kind.getKey())) {
          System.out.println("- " + kind.getKey().title() + ": " + version(kind.getValue()));
        }
      }
      for (Layer layer : options.layers()) {
        String before = Machine.load();
        List<Side> sides = installed(options, layer, kinds);
        Results results = new Experiment(lanes, layer, sides, options).run(idle);
        System.out.printf("%n#### %s%n%n%s", layer.title(), Report.of(results, idle));
        System.out.printf("Load average before %s, after %s.%n", before, Machine.load());
      }
    }
  }

  private static Map<Side, ProxyKind> kinds(
      Options options, Jdk jdk, Mesh mesh, Certificates certificates, int connections) {
    Path jar = Path.of(System.getProperty("weft.node-proxy.jar"));
    Map<Side, ProxyKind> kinds = new EnumMap<>(Side.class);
    kinds.put(Side.WEFT, new NodeProxies(jdk, jar, mesh, options.jvm(), "auto"));
    kinds.put(Side.URING, new NodeProxies(jdk, jar, mesh, options.jvm(), "io_uring"));
    Path before = options.before();
    if (before != null) {
      kinds.put(Side.BEFORE, new NodeProxies(jdk, before, mesh, options.jvm(), "auto"));
    }
    kinds.put(Side.HAPROXY, new HaProxy(certificates, connections));
    kinds.put(Side.NGINX, new Nginx(certificates, connections));
    return kinds;
  }

  private static String version(ProxyKind kind) throws IOException, InterruptedException {
    for (Layer layer : Layer.values()) {
      String missing = kind.missing(layer);
      if (!missing.isEmpty()) {
        return "left out at " + layer + ": " + missing;
      }
    }
    return kind.version();
  }

  private static List<Side> installed(Options options, Layer layer, Map<Side, ProxyKind> kinds)
      throws IOException, InterruptedException {
    List<Side> sides = new ArrayList<>();
    for (Side side : options.sides()) {
      ProxyKind kind = kinds.get(side);
      if (kind == null || kind.missing(layer).isEmpty()) {
        sides.add(side);
      } else {
        System.err.println(side + " is left out at " + layer + ": " + kind.missing(layer));
      }
    }
    return sides;
  }
}
