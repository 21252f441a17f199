package dev.weft.agent.boot;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a class file to define it after its supertypes (Java Virtual Machine
 * Specification, section 4.1).
 *
 * @param name the binary name, with dots
 * @param supertypes the superclass, if any, and the interfaces, with dots
 */
record ClassHeader(String name, List<String> supertypes) {
  private static final int MAGIC = 0xCAFEBABE;

  ClassHeader {
    supertypes = List.copyOf(supertypes);
  }

  /**
   * Reads the header of a class file.
   *
   * @throws IOException when {@code classFile} is cut short or is none
   */
  static ClassHeader read(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("class file: no magic number (expected: 0xCAFEBABE)");
    }
    skip(in, 4); // the version
    int size = in.readUnsignedShort();
    @Nullable String[] texts = new @Nullable String[size];
    int[] names = new int[size];
    for (int index = 1; index < size; index++) {
      index += readConstant(in, index, texts, names);
    }
    skip(in, 2); // the access flags
    String name = className(in.readUnsignedShort(), texts, names);
    List<String> supertypes = new ArrayList<>();
    int superclass = in.readUnsignedShort();
    if (superclass != 0) {
      supertypes.add(className(superclass, texts, names));
    }
    int interfaces = in.readUnsignedShort();
    for (int i = 0; i < interfaces; i++) {
      supertypes.add(className(in.readUnsignedShort(), texts, names));
    }
    return new ClassHeader(name, supertypes);
  }

  /** Reads one constant; returns how many further slots it takes. */
  private static int readConstant(
      DataInputStream in, int index, @Nullable String[] texts, int[] names) throws IOException {
    int tag = in.readUnsignedByte();
    switch (tag) {
      case 1 -> texts[index] = in.readUTF();
      case 7 -> names[index] = in.readUnsignedShort();
      case 8, 16, 19, 20 -> skip(in, 2);
      case 15 -> skip(in, 3);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(in, 4);
      case 5, 6 -> {
        skip(in, 8);
        return 1;
      }
      default -> throw new IOException("class file constant: " + tag + " (expected: a known tag)");
    }
    return 0;
  }

  private static String className(int index, @Nullable String[] texts, int[] names)
      throws IOException {
    String text = index < names.length ? texts[names[index]] : null;
    if (text == null) {
      throw new IOException("class file constant " + index + " (expected: the name of a class)");
    }
    return text.replace('/', '.');
  }

  private static void skip(DataInputStream in, int bytes) throws IOException {
    in.skipNBytes(bytes);
  }
}
