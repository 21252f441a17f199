package dev.weft.it.polyglot;

import dev.weft.it.harness.InstalledPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Whoever runs servers in these tests: {@code nobody} where the tests are run by root, as some
 * servers refuse to be, and else the one who runs the tests.
 */
final class Unprivileged {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Unprivileged() {}

  /** A command that runs {@code command} as this user, in its place. */
  static List<String> command(List<String> command) {
    if (!ROOT) {
      return command;
    }
    List<String> all = new ArrayList<>();
    all.add(InstalledPrograms.path("setpriv"));
    all.addAll(List.of("--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
    all.addAll(command);
    return all;
  }

  /** Makes a folder of this user's own in {@code parent}, which others may pass through then. */
  static Path folder(Path parent, String name) throws IOException {
    Path folder =
        Files.createDirectory(
            parent.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (ROOT) {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    return folder;
  }
}
