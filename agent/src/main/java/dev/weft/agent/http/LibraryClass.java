package dev.weft.agent.http;

import java.util.List;

/**
 * A class of a library and what is woven into it.
 *
 * @param name its binary name, as the library has it where nobody relocates it
 * @param weaves what is woven
 */
public record LibraryClass(String name, List<Weave> weaves) {
  public LibraryClass {
    weaves = List.copyOf(weaves);
  }

  /** A class with these weaves. */
  public static LibraryClass of(String name, Weave... weaves) {
    return new LibraryClass(name, List.of(weaves));
  }

  /** The name as class files have it. */
  String path() {
    return name.replace('.', '/');
  }
}
