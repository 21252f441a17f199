package dev.weft.it.containers;

import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.ProgramProcess;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * What an image starts with, put together from files of this machine: programs with the libraries
 * that they are linked against. Links are followed. Not thread-safe.
 */
final class RootFilesystem {
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=> |^\\s*)(/\\S+) \\(0x");
  private static final Pattern OF_DISPLAYS =
      Pattern.compile("atk|awt|font|freetype|lcms|javajpeg|mlib|splash|jsound");

  private static final List<String> C_LIBRARY =
      List.of("libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1");

  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();

  /** Adds programs of this machine, at {@code /usr/bin}, and the libraries that they need. */
  RootFilesystem programs(List<String> names) throws IOException {
    List<Path> found = names.stream().map(InstalledPrograms::path).map(Path::of).toList();
    for (int i = 0; i < names.size(); i++) {
      files.put("usr/bin/" + names.get(i), found.get(i));
      links.put("bin/" + names.get(i), "/usr/bin/" + names.get(i));
    }
    return librariesOf(found);
  }

  /** Adds the libraries that {@code binaries} are linked against, where the loader finds them. */
  private RootFilesystem librariesOf(Collection<Path> binaries) {
    return librariesOf(binaries, library -> true);
  }

  private RootFilesystem librariesOf(Collection<Path> binaries, Predicate<Path> wanted) {
    List<String> command = new ArrayList<>(List.of("ldd"));
    binaries.forEach(it -> command.add(it.toString()));
    // How it ends says whether one of them is linked against nothing, which is as good.
    LIBRARY
        .matcher(ProgramProcess.run(command).stdout())
        .results()
        .map(found -> Path.of(found.group(1)))
        .filter(wanted)
        .forEach(library -> files.put(library.toString().substring(1), library));
    return this;
  }

  /** Adds the libraries of the system that a JVM of {@code jdk} without a display needs. */
  RootFilesystem librariesOf(Jdk jdk) throws IOException {
    Path home = jdk.home().toRealPath();
    try (Stream<Path> all = Files.walk(home)) {
      List<Path> binaries =
          all.filter(it -> it.toString().endsWith(".so") || it.equals(home.resolve("bin/java")))
              .filter(it -> !OF_DISPLAYS.matcher(it.toString()).find())
              .toList();
      return librariesOf(binaries, library -> !library.startsWith(home));
    }
  }

  /** Adds the C library's smaller parts, as images with a C library have them. */
  RootFilesystem restOfTheCLibrary() {
    for (Map.Entry<String, Path> file : Map.copyOf(files).entrySet()) {
      if (file.getKey().endsWith("/libc.so.6")) {
        for (String part : C_LIBRARY) {
          files.put(file.getKey().replace("libc.so.6", part), file.getValue().resolveSibling(part));
        }
      }
    }
    return this;
  }

  /** Adds what is in {@code folder} at {@code place}. */
  RootFilesystem folder(Path folder, String place) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(Files::isRegularFile)
          .forEach(it -> files.put(place + "/" + folder.relativize(it), it));
    }
    return this;
  }

  /** Adds a file. */
  RootFilesystem file(Path file, String place) {
    files.put(place, file);
    return this;
  }

  /** Adds a link. */
  RootFilesystem link(String place, String target) {
    links.put(place, target);
    return this;
  }

  /** Adds it to a tar archive, beneath {@code folder}. */
  void write(TarArchiveOutputStream tar, String folder) throws IOException {
    TarArchiveEntry temporary = new TarArchiveEntry(folder + "/tmp/");
    temporary.setMode(TarArchiveEntry.DEFAULT_DIR_MODE | 01777);
    tar.putArchiveEntry(temporary);
    tar.closeArchiveEntry();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      TarArchiveEntry entry = new TarArchiveEntry(folder + "/" + file.getKey());
      entry.setSize(Files.size(file.getValue()));
      boolean executable = Files.isExecutable(file.getValue());
      entry.setMode(executable ? 0100755 : TarArchiveEntry.DEFAULT_FILE_MODE);
      tar.putArchiveEntry(entry);
      Files.copy(file.getValue(), tar);
      tar.closeArchiveEntry();
    }
    for (Map.Entry<String, String> link : links.entrySet()) {
      TarArchiveEntry entry =
          new TarArchiveEntry(folder + "/" + link.getKey(), TarConstants.LF_SYMLINK);
      entry.setLinkName(link.getValue());
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
  }
}
