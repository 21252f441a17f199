package dev.weft.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.testing.ForkedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the agent's jar may hold, because it is put on the class path of every application. */
class AgentJarIT {
  private static final Pattern ALLOWED =
      Pattern.compile(
          "META-INF/MANIFEST\\.MF"
              + "|dev/weft/agent/launch/(WeftAgent|AgentClassLoader|ClassArchive|ClassFile|SpareBytes)\\.class"
              + "|dev/weft/attach/(AttachCommand|TargetJvm|AttachException)\\.class"
              + "|boot/types"
              + "|inst/classes"
              // Classes of known JDKs with the hooks in them, each for one original only.
              + "|inst/dev/weft/agent/jdk/prepared/(sun\\.nio\\.ch|java\\.(net|util\\.concurrent))"
              + "\\.[\\w$]+-[0-9a-f]{1,8}"
              + "|inst/dev/weft/agent/http/libraries"
              + "|inst/META-INF/native/libnetty_tcnative_linux_(x86_64|aarch_64)\\.so"
              + "|inst/licenses/(byte-buddy|jackson-core|netty-tcnative)/META-INF/[\\w/.-]+");

  private static final Pattern CLASS =
      Pattern.compile(
          "dev/weft/(bootstrap|agent|core|enforcer|boringssl)/([\\w$]+/)*[\\w$]+\\.class");

  @Test
  void entries_all_areWhereTheApplicationCannotSeeThem() throws IOException {
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .allMatch(ALLOWED.asMatchPredicate())
          .noneMatch(name -> name.contains("/agent/prepare/"))
          // A program may bring any version of it.
          .noneMatch(name -> name.contains("opentelemetry"))
          .contains(
              "boot/types",
              "dev/weft/agent/launch/WeftAgent.class",
              "inst/classes",
              "inst/dev/weft/agent/http/libraries");
    }
  }

  @Test
  void classes_all_areTheAgentsOwnOrRenamed() throws IOException {
    assertThat(classes())
        .allMatch(CLASS.asMatchPredicate())
        .noneMatch(name -> name.contains("/agent/prepare/"))
        // A program may bring any version of it.
        .noneMatch(name -> name.contains("opentelemetry"))
        .contains(
            "dev/weft/bootstrap/AgentThread.class",
            "dev/weft/bootstrap/http/ServerRequests.class",
            "dev/weft/agent/http/tomcat/TomcatRequest.class",
            "dev/weft/agent/AgentMain.class",
            "dev/weft/agent/shaded/bytebuddy/ByteBuddy.class",
            "dev/weft/agent/shaded/jackson/core/JsonFactory.class",
            "dev/weft/core/json/JsonReader.class");
  }

  @Test
  void loader_bootTypeThatTheBootLoaderLacks_isNotMadeAnother() throws Exception {
    AgentClassLoader loader = new AgentClassLoader(ForkedJvm.agentJar());

    assertThatThrownBy(() -> loader.loadClass("dev.weft.bootstrap.AgentThread"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.loadClass("dev.weft.agent.AgentMain").getClassLoader()).isSameAs(loader);
    // What weaves at start reads its class file all the same.
    assertThat(loader.getResourceAsStream("dev/weft/bootstrap/AgentThread.class")).isNotEmpty();
  }

  @Test
  void loader_libraryOfMegabytes_comesWhole() throws Exception {
    String library = "META-INF/native/libnetty_tcnative_linux_x86_64.so";
    AgentClassLoader loader = new AgentClassLoader(ForkedJvm.agentJar());
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile());
        InputStream in = loader.getResourceAsStream(library)) {
      byte[] expected = jar.getInputStream(jar.getEntry("inst/" + library)).readAllBytes();
      assertThat(Objects.requireNonNull(in).readAllBytes()).isEqualTo(expected);
    }
  }

  /** What the archive's table says of names: they fill what the class files leave. */
  private static List<String> classes() throws IOException {
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      byte[] all = jar.getInputStream(jar.getEntry(ClassArchive.ENTRY)).readAllBytes();
      ByteBuffer archive = ByteBuffer.wrap(all);
      int rows = archive.getInt(4);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        int row = ClassArchive.HEAD + i * ClassArchive.ROW;
        int at = archive.getInt(row + 4);
        int end = i + 1 < rows ? archive.getInt(row + ClassArchive.ROW + 4) : all.length;
        int length = end - at - archive.getInt(row + 8);
        names.add(new String(all, at, length, StandardCharsets.US_ASCII));
      }
      return names;
    }
  }

  @Test
  void entries_all_haveOneFixedTime() throws IOException {
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      Set<Object> times = new HashSet<>();
      jar.stream().forEach(entry -> times.add(entry.getTimeLocal()));
      assertThat(times).hasSize(1);
    }
  }

  @Test
  void manifest_asTheJvmReadsIt_neverTouchesTheBootClassPath() throws IOException {
    try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Premain-Class")).isEqualTo(WeftAgent.class.getName());
      assertThat(manifest.getValue("Agent-Class")).isEqualTo(WeftAgent.class.getName());
      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.weft.attach.AttachCommand");
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Boot-Class-Path")).isNull();
      assertThat(manifest.getValue("Class-Path")).isNull();
      assertThat(manifest.getValue("Multi-Release")).isNull();
    }
  }
}
