package dev.weft.server.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
  private static final int NOBODY = 65534;

  @TempDir private Path temp;

  private Path file(String mode) throws IOException {
    Path file = Files.writeString(temp.resolve("key.pem"), "key");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** Only root can make files of root's. */
  private Path rootsFile(String mode) throws IOException {
    Path file = file(mode);
    assumeTrue(Files.getAttribute(file, "unix:uid").equals(0), "this user is not root");
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "r--r-----", "rw-------", "r--------"})
  void requirePrivateOrRoots_rootsFileThatItsGroupReads_isTaken(String mode) throws Exception {
    Path file = rootsFile(mode);

    assertThatCode(() -> PrivateFiles.requirePrivateOrRoots(file)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rwxr-x---", "rw--w----"})
  void requirePrivateOrRoots_fileOpenToMore_isRefused(String mode) throws Exception {
    Path file = file(mode);

    assertThatThrownBy(() -> PrivateFiles.requirePrivateOrRoots(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open to other users");
  }

  @Test
  void requirePrivateOrRoots_anotherOwnersFileThatItsGroupReads_isRefused() throws Exception {
    Path file = file("rw-r-----");
    if (Files.getAttribute(file, "unix:uid").equals(0)) {
      Files.setAttribute(file, "unix:uid", NOBODY);
    }

    assertThatThrownBy(() -> PrivateFiles.requirePrivateOrRoots(file))
        .hasMessageContaining("open to other users");
  }

  @Test
  void requirePrivate_rootsFileThatItsGroupReads_isRefused() throws Exception {
    Path file = rootsFile("rw-r-----");

    assertThatThrownBy(() -> PrivateFiles.requirePrivate(file))
        .hasMessageContaining("open to other users");
  }
}
