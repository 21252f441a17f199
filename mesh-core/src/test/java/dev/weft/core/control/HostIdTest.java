package dev.weft.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdTest {
  @TempDir Path folder;

  @Test
  void of_sameBootAndNamespace_isTheSameAndTellsNeither() throws Exception {
    String one = HostId.of(proc("a", "boot-1", "net:[1]"));

    assertThat(HostId.of(proc("b", "boot-1", "net:[1]"))).isEqualTo(one).hasSize(22);
    assertThat(HostId.of(proc("c", "boot-2", "net:[1]"))).isNotEqualTo(one);
    assertThat(HostId.of(proc("d", "boot-1", "net:[2]"))).isNotEqualTo(one);
    assertThat(one).doesNotContain("boot");
  }

  @Test
  void of_noProc_fallsBackToSomethingOpaque() {
    assertThat(HostId.of(folder.resolve("none"))).hasSize(22);
  }

  private Path proc(String name, String boot, String namespace) throws Exception {
    Path proc = folder.resolve(name);
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.createDirectories(proc.resolve("self/ns"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), boot + "\n");
    Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of(namespace));
    return proc;
  }
}
