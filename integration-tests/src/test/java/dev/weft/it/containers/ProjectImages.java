package dev.weft.it.containers;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The project's images, built from its container files on bases of this machine's own files.
 *
 * @param libraries a base with the libraries that a JVM needs, and no program
 * @param tools the same with a few programs of Debian
 * @param jdk a JDK, for programs in JVMs
 * @param policyServer the policy server's
 * @param nodeProxy the node proxy's
 * @param agent the agent's
 */
record ProjectImages(
    String libraries,
    String tools,
    String jdk,
    String policyServer,
    String nodeProxy,
    String agent) {
  private static final Path FILES =
      Path.of(System.getProperty("weft.container-files", "../deploy/containers"))
          .toAbsolutePath()
          .normalize();
  private static final Path CHECKOUT = FILES.resolve("../..").normalize();

  /** Builds all of them. */
  static ProjectImages build(Engine engine) throws IOException {
    Jdk older = Jdks.require(17);
    Jdk newer = Jdks.require(25);
    RootFilesystem files = new RootFilesystem().librariesOf(older).librariesOf(newer);
    String libraries = base(engine, "libraries", files);
    String tools =
        base(
            engine,
            "tools",
            files.programs(List.of("sh", "cp", "chmod", "mkdir", "nft", "ip", "nsenter")));
    String jdk17 = base(engine, "jdk-17", jdk(older));
    String jdk25 = base(engine, "jdk-25", jdk(newer));
    return new ProjectImages(
        libraries,
        tools,
        jdk17,
        build(engine, "policy-server", Map.of("JDK", jdk17, "BASE", libraries)),
        build(engine, "node-proxy", Map.of("JDK", jdk25, "BASE", tools)),
        build(engine, "agent", Map.of("BASE", tools)));
  }

  /** The jar that the agent's image carries. */
  static Path agentJar() {
    return CHECKOUT.resolve("agent/target/weft-agent.jar");
  }

  private static RootFilesystem jdk(Jdk jdk) throws IOException {
    return new RootFilesystem()
        .librariesOf(jdk)
        .restOfTheCLibrary()
        .folder(jdk.home().toRealPath(), "opt/java/openjdk")
        .link("usr/bin/java", "/opt/java/openjdk/bin/java")
        .link("usr/bin/jlink", "/opt/java/openjdk/bin/jlink");
  }

  private static String build(Engine engine, String program, Map<String, String> arguments)
      throws IOException {
    Path file = FILES.resolve(program + ".Dockerfile");
    return engine.build(program, BuildContext.of(file, CHECKOUT), arguments);
  }

  private static String base(Engine engine, String name, RootFilesystem files) throws IOException {
    return engine.build(name, BuildContext.of(files), Map.of());
  }
}
