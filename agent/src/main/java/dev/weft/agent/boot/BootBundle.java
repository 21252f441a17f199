package dev.weft.agent.boot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The class files of all boot types in one file, each after its supertypes: a start that had to
 * look for every one in the agent's jar, and to find out what its supertypes are, took longer.
 */
public final class BootBundle {
  /** The file's entry in the agent's jar. */
  public static final String ENTRY = "boot/types";

  private final byte[] bytes;

  /**
   * @param bytes the file's content; not to be changed
   */
  public BootBundle(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes class files one by one, each after its supertypes. */
  @FunctionalInterface
  public interface Reader {
    /** The class file of the type {@code name}, with dots, is that part of {@code bytes}. */
    void take(String name, byte[] bytes, int offset, int length);
  }

  /** Makes the file, of class files in the order in which they are added. */
  public static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Adds the class file of the type {@code name}. */
    public void add(String name, byte[] classFile) throws IOException {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
      out.writeInt(classFile.length);
      out.write(classFile);
    }

    /** The file's content. */
    public byte[] done() {
      return bytes.toByteArray();
    }
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it is malformed, or holds nothing
   */
  public void read(Reader reader) throws IOException {
    if (bytes.length == 0) {
      throw new IOException("agent jar: " + ENTRY + " is empty (expected: boot types)");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int nameAt = part(in);
      String name = new String(bytes, nameAt, in.position() - nameAt, StandardCharsets.UTF_8);
      int at = part(in);
      reader.take(name, bytes, at, in.position() - at);
    }
  }

  /** Passes over a length and what is of that length; returns where that begins. */
  private static int part(ByteBuffer in) throws IOException {
    try {
      int length = in.getInt();
      int at = in.position();
      in.position(length < 0 ? -1 : Math.addExact(at, length));
      return at;
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("agent jar: " + ENTRY + " is cut short (expected: as it was built)", e);
    }
  }

  /** Tells one build's from another's. */
  String build() {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue());
  }
}
