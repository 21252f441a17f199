package dev.weft.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.prepare.PackClasses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassArchiveTest {
  /** Their names have one hash code. */
  private static final Map<String, byte[]> TWINS = new LinkedHashMap<>();

  static {
    TWINS.put("dev/AaAa.class", "first".getBytes(StandardCharsets.US_ASCII));
    TWINS.put("dev/BBBB.class", "second".getBytes(StandardCharsets.US_ASCII));
    TWINS.put("dev/AaBB.class", new byte[0]);
  }

  @TempDir private Path folder;

  /** As it is built, and as somebody may have packed it anew. */
  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void read_manyClasses_givesEachAsItWas(int method) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(20_000)];
      Arrays.fill(bytes, (byte) i);
      classes.put("dev/weft/p" + i % 7 + "/C" + i + ".class", bytes);
    }
    try (ZipFile jar = jar(ClassArchive.ENTRY, archive(classes), method)) {
      ClassArchive archive = new ClassArchive(jar);
      for (Map.Entry<String, byte[]> each : classes.entrySet()) {
        assertThat(read(archive, each.getKey())).isEqualTo(each.getValue());
      }
      assertThat(archive.read("dev/weft/p1/C0.class")).isNull();
    }
  }

  @Test
  void read_namesOfOneHashCode_areToldApart() throws IOException {
    try (ZipFile jar = jar(archive(TWINS))) {
      ClassArchive archive = new ClassArchive(jar);
      for (Map.Entry<String, byte[]> each : TWINS.entrySet()) {
        assertThat(read(archive, each.getKey())).isEqualTo(each.getValue());
      }
      assertThat("dev/BBAa.class").hasSameHashCodeAs("dev/AaAa.class");
      assertThat(archive.read("dev/BBAa.class")).isNull();
    }
  }

  @Test
  void read_noClasses_isNull() throws IOException {
    try (ZipFile jar = jar(archive(Map.of()))) {
      assertThat(new ClassArchive(jar).read("dev/A.class")).isNull();
    }
  }

  @Test
  void pack_classesOfTheDoor_stayOutside() throws IOException {
    Map<String, byte[]> classes =
        Map.of(
            "dev/weft/agent/launch/WeftAgent.class", new byte[1],
            "dev/weft/attach/AttachCommand.class", new byte[1]);
    assertThat(archive(classes)).hasSize(ClassArchive.HEAD);
  }

  @Test
  void open_noneOrOfAnotherFormatOrCutInItsTable_isRefused() throws IOException {
    byte[] whole = archive(TWINS);
    try (ZipFile jar = jar("inst/other", whole, ZipEntry.STORED)) {
      assertThatThrownBy(() -> new ClassArchive(jar)).hasMessageContaining("no inst/classes");
    }
    byte[] other = whole.clone();
    other[3]++;
    try (ZipFile jar = jar(other)) {
      assertThatThrownBy(() -> new ClassArchive(jar)).hasMessageContaining("another format");
    }
    int table = ClassArchive.HEAD + TWINS.size() * ClassArchive.ROW;
    for (int length = 0; length < table; length++) {
      try (ZipFile jar = jar(Arrays.copyOf(whole, length))) {
        assertThatThrownBy(() -> new ClassArchive(jar))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cut short");
      }
    }
  }

  @Test
  void read_cutInAClassOrBroken_isRefused() throws IOException {
    byte[] whole = archive(Map.of("dev/A.class", new byte[1_000]));
    try (ZipFile jar = jar(Arrays.copyOf(whole, whole.length - 1))) {
      ClassArchive archive = new ClassArchive(jar);
      assertThatThrownBy(() -> archive.read("dev/A.class")).hasMessageContaining("cut short");
    }
    byte[] broken = whole.clone();
    Arrays.fill(broken, ClassArchive.HEAD + ClassArchive.ROW + 11, broken.length, (byte) -1);
    try (ZipFile jar = jar(broken)) {
      ClassArchive archive = new ClassArchive(jar);
      assertThatThrownBy(() -> archive.read("dev/A.class")).hasMessageContaining("broken");
    }
  }

  @Test
  void read_whileOthersAreInUse_givesEachItsOwnBytes() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[i * 5_000];
      Arrays.fill(bytes, (byte) i);
      classes.put("dev/C" + i + ".class", bytes);
    }
    try (ZipFile jar = jar(archive(classes))) {
      ClassArchive archive = new ClassArchive(jar);
      for (int round = 0; round < 2; round++) {
        Map<String, ClassFile> open = new LinkedHashMap<>();
        for (String name : classes.keySet()) {
          open.put(name, archive.read(name));
        }
        open.forEach(
            (name, file) -> {
              assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(classes.get(name));
              file.close();
            });
      }
    }
  }

  @Test
  void read_oneAfterTheOther_usesTheSameBytesAgain() throws IOException {
    try (ZipFile jar = jar(archive(TWINS))) {
      ClassArchive archive = new ClassArchive(jar);
      Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < 10; i++) {
        try (ClassFile file = archive.read("dev/AaAa.class")) {
          seen.add(Objects.requireNonNull(file).bytes());
        }
      }
      assertThat(seen).hasSizeLessThan(3);
    }
  }

  private static byte @Nullable [] read(ClassArchive archive, String name) throws IOException {
    try (ClassFile file = archive.read(name)) {
      return file == null ? null : Arrays.copyOf(file.bytes(), file.length());
    }
  }

  /** As the build makes it. */
  private byte[] archive(Map<String, byte[]> classes) throws IOException {
    Path root = Files.createTempDirectory(folder, "classes");
    Files.createDirectories(root.resolve("dev"));
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      Path file = root.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    Path archive = root.resolve("made/archive");
    PackClasses.main(new String[] {root.toString(), archive.toString()});
    return Files.readAllBytes(archive);
  }

  private ZipFile jar(byte[] archive) throws IOException {
    return jar(ClassArchive.ENTRY, archive, ZipEntry.STORED);
  }

  private ZipFile jar(String name, byte[] bytes, int method) throws IOException {
    Path file = Files.createTempFile(folder, "agent", ".jar");
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    try (OutputStream to = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(to)) {
      out.putNextEntry(entry);
      out.write(bytes);
    }
    return new ZipFile(file.toFile());
  }
}
