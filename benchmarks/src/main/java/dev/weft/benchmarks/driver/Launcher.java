package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Variant;
import dev.weft.benchmarks.programs.Role;
import dev.weft.benchmarks.programs.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts pairs of programs in their variants, and looks that each is what it is said to be. */
final class Launcher {
  // The same for all; the collector is the JDK's choice.
  private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m");

  private final Jdk jdk;
  private final Mesh mesh;
  private final Path folder;
  private final Path keyStores;
  private final Sink sink;
  private final Options options;

  /**
   * {@code folder} takes what the programs need; {@code keyStores} are for TLS by hand; {@code
   * sink} is for those that are traced.
   */
  Launcher(Jdk jdk, Mesh mesh, Path folder, Path keyStores, Sink sink, Options options) {
    this.jdk = jdk;
    this.mesh = mesh;
    this.folder = folder;
    this.keyStores = keyStores;
    this.sink = sink;
    this.options = options;
  }

  /** The namespace of the workloads of a variant, which decides whether they are meshed. */
  static String namespace(Variant variant) {
    return variant.wire().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Starts the programs of {@code load} in {@code variant}. */
  Pair start(Load load, Variant variant, int generation) throws IOException, InterruptedException {
    String name =
        load.name().toLowerCase(Locale.ROOT)
            + "-"
            + variant.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "-"
            + jdk.feature()
            + "-"
            + generation;
    Path base = Files.createDirectory(folder.resolve(name));
    Program server = start(load, variant, Role.SERVER, name, base.toString());
    try {
      int port = Integer.parseInt(server.await("port "));
      Probe.check(port, variant);
      Program client = start(load, variant, Role.CLIENT, name, Integer.toString(port));
      client.await("ready");
      return new Pair(server, client);
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private Program start(Load load, Variant variant, Role role, String name, String argument)
      throws IOException, InterruptedException {
    String whole = name + "-" + role.alias();
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.addAll(JVM);
    command.addAll(load.jvm());
    switch (variant.agent()) {
      case WEFT -> command.add(mesh.agent(namespace(variant), whole, role.alias()));
      case WEFT_JDK ->
          command.add(mesh.agent(namespace(variant), whole, role.alias()) + ",tls=jdk");
      case OPENTELEMETRY -> command.add("-javaagent:" + System.getProperty("weft.otel.jar"));
      case NONE -> {
        // Nothing is added.
      }
    }
    if (variant.percentage() > 0) {
      command.addAll(sink.options(variant));
    }
    if (options.recordings() != null) {
      Path file = options.recordings().resolve(whole + ".jfr");
      command.add("-XX:StartFlightRecording:settings=profile,filename=" + file);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), load.main(role).getName()));
    command.add(transport(variant, role));
    command.add(argument);
    return Program.start(whole, command, folder);
  }

  private String transport(Variant variant, Role role) {
    return switch (variant.wire()) {
      case TLS_BY_HAND -> keyStores.toString();
      // It is clients who resume.
      case TLS_BY_HAND_IN_FULL -> (role == Role.CLIENT ? Transport.IN_FULL : "") + keyStores;
      case PLAINTEXT, MESH, MESH_WITH_POLICIES -> Transport.PLAIN;
    };
  }
}
