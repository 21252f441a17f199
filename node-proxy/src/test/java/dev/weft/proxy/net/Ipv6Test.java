package dev.weft.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ipv6Test {
  @TempDir private Path folder;

  @Test
  void isThere_loopbackHasAnAddress_true() throws Exception {
    assertThat(
            isThere(
                """
                fe80000000000000000000fffe000001 02 40 20 80     eth0
                00000000000000000000000000000001 01 80 10 80       lo
                """))
        .isTrue();
  }

  /** The list is there and empty where the kernel has IPv6 and it is off. */
  @Test
  void isThere_off_false() throws Exception {
    assertThat(isThere("")).isFalse();
  }

  @Test
  void isThere_offOnLoopbackAlone_true() throws Exception {
    assertThat(isThere("fe80000000000000000000fffe000001 02 40 20 80     eth0\n")).isTrue();
  }

  @Test
  void isThere_cannotBeRead_true() {
    assertThat(Ipv6.isThere(folder)).isTrue();
  }

  @Test
  void isThere_kernelWithout_false() {
    assertThat(Ipv6.isThere(folder.resolve("absent"))).isFalse();
  }

  private boolean isThere(String addresses) throws Exception {
    return Ipv6.isThere(Files.writeString(folder.resolve("if_inet6"), addresses));
  }
}
