package dev.weft.agent.jdk;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A class that was woven when the agent was built, kept in the agent's jar beside the original that
 * it was made of. It is used for exactly that original: all its bytes are compared, which costs a
 * start less than a cryptographic hash would and proves more.
 *
 * @param original the class file that was woven; not to be changed
 * @param woven what came of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PreparedClass(byte[] original, WovenClass woven) {
  /** The folder of the prepared classes, beside this class. */
  public static final String FOLDER = "prepared";

  private static final int FORMAT = 0x57454601;

  /** In bytes; the JDK's classes that are woven take a tenth of it. */
  private static final int LONGEST = 1 << 20;

  /**
   * Weaves a class, to be kept.
   *
   * @return null when no hook belongs in it
   */
  public static @Nullable PreparedClass weave(ClassWeaver weaver, String type, byte[] original) {
    WovenClass woven = weaver.weave(type, original);
    return woven == null ? null : new PreparedClass(original, woven);
  }

  /**
   * Finds what was prepared for {@code original}, or null.
   *
   * @throws IOException when the agent's jar cannot be read or the file in it is malformed
   */
  static @Nullable WovenClass find(String type, byte[] original) throws IOException {
    try (InputStream in = PreparedClass.class.getResourceAsStream(path(type, original))) {
      if (in == null) {
        return null;
      }
      PreparedClass prepared = read(in);
      return Arrays.equals(prepared.original, original) ? prepared.woven : null;
    }
  }

  /**
   * What was found in the file {@code path} before.
   *
   * @throws IOException when the agent's jar cannot be read
   */
  static WovenClass at(String path) throws IOException {
    try (InputStream in = PreparedClass.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("prepared class: no " + path + " (expected: as before)");
      }
      return read(in).woven;
    }
  }

  /** Where the file for {@code original} is; a checksum parts the versions of a class. */
  public static String path(String type, byte[] original) {
    CRC32 checksum = new CRC32();
    checksum.update(original);
    return FOLDER + "/" + type + "-" + Long.toHexString(checksum.getValue());
  }

  /** The content of the file. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeInt(woven.hooks().size());
      for (String hook : new TreeSet<>(woven.hooks())) {
        out.writeUTF(hook);
      }
      out.writeInt(original.length);
      out.write(original);
      out.writeInt(woven.classFile().length);
      out.write(woven.classFile());
    } catch (IOException e) {
      throw new IllegalStateException("prepared class: cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when {@code file} is malformed
   */
  static PreparedClass read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(file);
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("prepared class: format " + format + " (expected: " + FORMAT + ")");
    }
    Set<String> hooks = new LinkedHashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      hooks.add(in.readUTF());
    }
    byte[] original = bytes(in);
    byte[] woven = bytes(in);
    if (hooks.isEmpty() || in.read() >= 0) {
      throw new IOException("prepared class: not whole (expected: hooks and two class files)");
    }
    return new PreparedClass(original, new WovenClass(hooks, woven));
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("prepared class: " + length + " (expected: at most " + LONGEST + ")");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
