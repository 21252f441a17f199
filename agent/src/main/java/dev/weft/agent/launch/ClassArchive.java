package dev.weft.agent.launch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent's class files in one entry of its jar, found by a table that needs no reading: the JDK
 * looks at every entry of a jar when it opens it, which for thousands of them takes a start longer
 * than all that it then reads.
 *
 * <p>The entry is not compressed, and read as a whole if somebody has packed the jar anew; each
 * class file in it is. It begins with {@link #FORMAT} and how many there are. The table follows, in
 * the order of the names' hash codes: hash code, place from the beginning of the entry, bytes as
 * they lie there, bytes of the class file, four bytes each. At a place lies the name, in ASCII, and
 * behind it the class file by DEFLATE (RFC 1951). Safe for any threads; they take turns.
 */
public final class ClassArchive {
  /** The entry in the agent's jar. */
  public static final String ENTRY = "inst/classes";

  /** What it begins with; the last digits are its version. */
  public static final int FORMAT = 0x57454301;

  /** Bytes before the table, and for each class file in it. */
  public static final int HEAD = 8;

  /** Bytes of the table for each class file. */
  public static final int ROW = 16;

  private final ZipFile jar;
  private final ZipEntry entry;
  private final ByteBuffer table;
  private final int rows;
  private final Inflater inflater = new Inflater(true);
  private final SpareBytes spare = new SpareBytes();

  /** All of an entry that somebody has compressed, whose middle cannot be read; else null. */
  private final byte @Nullable [] whole;

  /**
   * @param jar the agent's jar, which stays open
   * @throws IOException when it holds no archive, or none of this format
   */
  ClassArchive(ZipFile jar) throws IOException {
    ZipEntry found = jar.getEntry(ENTRY);
    if (found == null) {
      throw new IOException("agent jar: no " + ENTRY + " (expected: as it was built)");
    }
    this.jar = jar;
    this.entry = found;
    byte[] all = null;
    if (found.getMethod() != ZipEntry.STORED) {
      all = new byte[Math.toIntExact(found.getSize())];
      load(0, all, all.length);
    }
    this.whole = all;
    ByteBuffer head = part(0, HEAD);
    if (head.getInt() != FORMAT) {
      throw new IOException(
          "agent jar: " + ENTRY + " of another format (expected: as it was built)");
    }
    this.rows = head.getInt();
    this.table = part(HEAD, rows > Integer.MAX_VALUE / ROW ? -1 : rows * ROW);
  }

  /**
   * The class file of that name, such as {@code dev/weft/agent/AgentMain.class}, to be closed; null
   * when there is none.
   *
   * @throws IOException when the jar cannot be read or is not as it was built
   */
  @Nullable ClassFile read(String name) throws IOException {
    int hash = name.hashCode();
    for (int row = firstOf(hash); row < rows && table.getInt(row * ROW) == hash; row++) {
      ClassFile found = read(name, row * ROW);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first row whose hash code is not less. */
  private int firstOf(int hash) {
    int low = 0;
    int high = rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (table.getInt(middle * ROW) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private @Nullable ClassFile read(String name, int row) throws IOException {
    int packed = table.getInt(row + 8);
    byte[] there = spare.take(name.length() + packed);
    try {
      read(table.getInt(row + 4), there, name.length() + packed);
      return isAtTheBeginning(name, there)
          ? unpack(there, name.length(), packed, table.getInt(row + 12))
          : null;
    } finally {
      spare.give(there);
    }
  }

  private static boolean isAtTheBeginning(String name, byte[] there) {
    for (int i = 0; i < name.length(); i++) {
      if (there[i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private ClassFile unpack(byte[] from, int at, int packed, int length) throws IOException {
    ClassFile file = new ClassFile(spare.take(length), length, spare);
    synchronized (inflater) {
      inflater.reset();
      inflater.setInput(from, at, packed);
      try {
        if (inflater.inflate(file.bytes(), 0, length) < length) {
          throw new EOFException(
              "agent jar: a class file is cut short (expected: as it was built)");
        }
      } catch (DataFormatException e) {
        throw new IOException("agent jar: a class file is broken (expected: as it was built)", e);
      }
    }
    return file;
  }

  private ByteBuffer part(int at, int length) throws IOException {
    byte[] bytes = new byte[Math.max(length, 0)];
    read(at, bytes, length);
    return ByteBuffer.wrap(bytes);
  }

  /** Bytes from a place of the entry on, to the beginning of {@code bytes}. */
  private void read(int at, byte[] bytes, int length) throws IOException {
    if (at < 0 || length < 0 || length > entry.getSize() - at) {
      throw cutShort();
    }
    if (whole == null) {
      load(at, bytes, length);
    } else {
      System.arraycopy(whole, at, bytes, 0, length);
    }
  }

  private void load(int at, byte[] bytes, int length) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      in.skipNBytes(at);
      if (in.readNBytes(bytes, 0, length) < length) {
        throw cutShort();
      }
    }
  }

  private static EOFException cutShort() {
    return new EOFException("agent jar: " + ENTRY + " is cut short (expected: as it was built)");
  }
}
