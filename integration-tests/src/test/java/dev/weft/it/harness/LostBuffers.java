package dev.weft.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.weft.it.programs.LeakSweep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Buffers of Netty that a program has neither given back nor holds. */
final class LostBuffers {
  /** Of a program that is to be asked: every buffer is followed, and agents may come later. */
  static final List<String> OPTIONS =
      List.of("-Dio.netty.leakDetection.level=paranoid", "-XX:+EnableDynamicAgentLoading");

  private static final Path SWEEP = packSweep();

  private LostBuffers() {}

  /** Fails the test when {@code process}, which may be over, has lost any. */
  static void assertNone(JvmProcess process) {
    if (process.isAlive()) {
      sweep(process);
    }
    assertThat(process.stdout() + process.stderr())
        .as("lost buffers of %s", process)
        .doesNotContain("LEAK: ");
  }

  private static void sweep(JvmProcess process) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        machine.loadAgent(SWEEP.toString());
      } finally {
        machine.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new IllegalStateException(process.transcript(), e);
    }
    process.awaitLine("^" + LeakSweep.DONE + "$");
  }

  private static Path packSweep() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", LeakSweep.class.getName());
    String name = LeakSweep.class.getName().replace('.', '/') + ".class";
    try {
      Path jar = Files.createTempFile("leak-sweep", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest);
          InputStream code = LeakSweep.class.getClassLoader().getResourceAsStream(name)) {
        out.putNextEntry(new JarEntry(name));
        Objects.requireNonNull(code).transferTo(out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
