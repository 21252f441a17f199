package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.WeftNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a detach no class of the JDK names a type of Weft. */
class GivenBackClassesTest {
  private static final String SOCKET = "sun/nio/ch/NioSocketImpl";

  private static final String EXECUTOR = "java/util/concurrent/ThreadPoolExecutor";
  private static final String OTHER = "java/net/InetAddress";

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void classesOfTheJdk_afterADetach_nameNothingOfWeft(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path names = names();
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess server = Server.SOCKET.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();
      assertThat(outside.call(port)).isEqualTo("ok");

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(naming(jdk, server, names, "attached"))
          .contains(SOCKET, "sun/nio/ch/Net", EXECUTOR)
          .hasSizeGreaterThan(10);

      Attach.detached(jdk, server, "");

      assertThat(naming(jdk, server, names, "after")).isEmpty();
      assertThat(outside.call(port)).isEqualTo("ok");
    }
  }

  /** The classes that name a type of Weft, in a program that has loaded many others. */
  private List<String> naming(Jdk jdk, JvmProcess program, Path names, String file)
      throws IOException {
    Path written = folder.resolve(file);
    ProgramProcess.Ended ended =
        ProgramProcess.run(
            List.of(
                jdk.jcmd().toString(),
                Long.toString(program.pid()),
                "JVMTI.agent_load",
                names.toString(),
                written.toString()));
    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertThat(written).as(ended + program.transcript()).exists();
    List<String> lines = Files.readAllLines(written);
    assertThat(lines).hasSizeGreaterThan(50).contains(OTHER + " false");
    return lines.stream()
        .filter(line -> line.endsWith(" true"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  /** A jar with nothing but a manifest: the class is on every program's class path. */
  private Path names() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", WeftNames.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("names.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}
