package dev.weft.proxy.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceEntryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {17, 21})
  void find_olderJdk_refusedInOneSentence(int feature) {
    assertThatThrownBy(() -> NamespaceEntry.find(feature))
        .isInstanceOf(IOException.class)
        .hasMessage("capture: pod on Java " + feature + " (expected: Java 22 or later)");
  }

  @Test
  void at_pathOfAFile_tellsItFromOthersAndFromNone() throws IOException {
    Path one = Files.createFile(folder.resolve("one"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), one);
    Path other = Files.createFile(folder.resolve("other"));

    assertThat(NamespaceId.at(one)).isNotNull().isEqualTo(NamespaceId.at(link));
    assertThat(NamespaceId.at(other)).isNotEqualTo(NamespaceId.at(one));
    assertThat(NamespaceId.at(folder.resolve("none"))).isNull();
  }
}
