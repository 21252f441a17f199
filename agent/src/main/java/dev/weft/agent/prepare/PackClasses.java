package dev.weft.agent.prepare;

import dev.weft.agent.launch.ClassArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;

/** Writes the {@link ClassArchive}: the same one for the same class files. */
public final class PackClasses {
  private static final List<String> ELSEWHERE =
      List.of("dev/weft/agent/launch/", "dev/weft/attach/");

  private PackClasses() {}

  /**
   * Called by the build.
   *
   * @param arguments the folder of all class files, and the file to write
   * @throws IOException when one cannot be read or the other cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Packed> classes = new ArrayList<>();
    try (var files = Files.walk(folder.resolve("dev"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (ELSEWHERE.stream().noneMatch(name::startsWith)) {
          classes.add(Packed.of(name, Files.readAllBytes(file)));
        }
      }
    }
    Path target = Path.of(arguments[1]);
    Files.createDirectories(target.getParent());
    Files.write(target, archive(classes));
  }

  /** A name, and behind it what is left of the class file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Packed(String name, byte[] bytes, int packed, int length) {
    static Packed of(String name, byte[] classFile) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
      int packed = deflate(classFile, out);
      return new Packed(name, out.toByteArray(), packed, classFile.length);
    }

    private static int deflate(byte[] classFile, ByteArrayOutputStream out) {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      try {
        deflater.setInput(classFile);
        deflater.finish();
        byte[] part = new byte[8 * 1024];
        while (!deflater.finished()) {
          out.write(part, 0, deflater.deflate(part));
        }
        return Math.toIntExact(deflater.getBytesWritten());
      } finally {
        deflater.end();
      }
    }
  }

  static byte[] archive(List<Packed> classes) {
    List<Packed> sorted = new ArrayList<>(classes);
    sorted.sort(
        Comparator.comparingInt((Packed each) -> each.name().hashCode())
            .thenComparing(Packed::name));
    int size = ClassArchive.HEAD + sorted.size() * ClassArchive.ROW;
    int at = size;
    for (Packed each : sorted) {
      size += each.bytes().length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(ClassArchive.FORMAT).putInt(sorted.size());
    for (Packed each : sorted) {
      out.putInt(each.name().hashCode()).putInt(at).putInt(each.packed()).putInt(each.length());
      at += each.bytes().length;
    }
    sorted.forEach(each -> out.put(each.bytes()));
    return out.array();
  }
}
