package dev.weft.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootBundleTest {
  private final List<String> read = new ArrayList<>();

  private static byte[] bundle() throws IOException {
    BootBundle.Writer writer = new BootBundle.Writer();
    writer.add("a.B", new byte[] {1, 2, 3});
    writer.add("a.C", new byte[] {4});
    return writer.done();
  }

  private void take(String name, byte[] bytes, int offset, int length) {
    read.add(name + Arrays.toString(Arrays.copyOfRange(bytes, offset, offset + length)));
  }

  @Test
  void read_whatWasWritten_comesInThatOrder() throws IOException {
    new BootBundle(bundle()).read(this::take);

    assertThat(read).containsExactly("a.B[1, 2, 3]", "a.C[4]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 6, 8, 12, 13, 15, 25})
  void read_cutShort_isRefused(int length) throws IOException {
    BootBundle cut = new BootBundle(Arrays.copyOf(bundle(), length));

    assertThatThrownBy(() -> cut.read(this::take))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("agent jar: boot/types is ");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void read_lengthThatCannotBe_isRefused(int length) {
    byte[] bytes = ByteBuffer.allocate(8).putInt(length).array();

    assertThatThrownBy(() -> new BootBundle(bytes).read(this::take))
        .isInstanceOf(IOException.class);
  }

  @Test
  void build_anotherBuild_hasAnother() throws IOException {
    byte[] other = bundle();
    other[other.length - 1]++;

    assertThat(new BootBundle(other).build()).isNotEqualTo(new BootBundle(bundle()).build());
    assertThat(new BootBundle(bundle()).build()).isEqualTo(new BootBundle(bundle()).build());
  }
}
