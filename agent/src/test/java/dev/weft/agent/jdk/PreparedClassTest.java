package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedClassTest {
  private static final byte[] ORIGINAL = {1, 2, 3};
  private static final byte[] WOVEN = {4, 5, 6, 7};

  private final PreparedClass prepared =
      new PreparedClass(ORIGINAL, new WovenClass(Set.of("a", "b"), WOVEN));

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    PreparedClass read = read(prepared.write());
    assertThat(read.original()).isEqualTo(ORIGINAL);
    assertThat(read.woven().hooks()).containsExactlyInAnyOrder("a", "b");
    assertThat(read.woven().classFile()).isEqualTo(WOVEN);
  }

  @Test
  void read_cutOrLongerOrOfAnotherFormat_isRefused() {
    byte[] file = prepared.write();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)))
        .hasMessageContaining("not whole");
    file[0]++;
    assertThatThrownBy(() -> read(file)).hasMessageContaining("format");
  }

  @Test
  void read_noHooks_isRefused() {
    byte[] file = new PreparedClass(ORIGINAL, new WovenClass(Set.of(), WOVEN)).write();
    assertThatThrownBy(() -> read(file)).hasMessageContaining("not whole");
  }

  @Test
  void read_classLongerThanAny_isRefusedBeforeItIsRead() {
    byte[] file = new PreparedClass(ORIGINAL, new WovenClass(Set.of("a"), WOVEN)).write();
    // Format, one hook, its name with two bytes of length before it, and then the length.
    file[11] = Byte.MAX_VALUE;
    assertThatThrownBy(() -> read(file)).hasMessageContaining("expected: at most");
  }

  @Test
  void find_originalNobodyPreparedFor_isNull() throws IOException {
    assertThat(PreparedClass.find("sun.nio.ch.Net", ORIGINAL)).isNull();
  }

  @Test
  void path_otherOriginal_isAnother() {
    assertThat(PreparedClass.path("a.B", ORIGINAL)).isNotEqualTo(PreparedClass.path("a.B", WOVEN));
  }

  private static PreparedClass read(byte[] file) throws IOException {
    return PreparedClass.read(new ByteArrayInputStream(file));
  }
}
