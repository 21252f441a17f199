package dev.weft.agent.jdk;

import java.util.List;

/**
 * One method of the JDK, and what is woven into it.
 *
 * @param types binary names of the classes that may declare it: which one does depends on the JDK
 * @param methods its names: likewise
 * @param parameters simple names of its parameter types, which tell it from its overloads
 * @param advice the class with the advice, by its binary name within this package
 */
record Hook(List<String> types, List<String> methods, List<String> parameters, String advice) {
  /** The name by which a constructor is meant. */
  static final String CONSTRUCTOR = "<init>";

  /** As parameters: whatever they are. For a method without overloads that differ between JDKs. */
  static final List<String> ANY = List.of("..");

  /** For messages: {@code Net.connect}. */
  String name() {
    String type = types.get(0);
    return type.substring(type.lastIndexOf('.') + 1) + "." + methods.get(0);
  }

  /** Names this hook and no other, whatever the JDK: {@code Net.connect(int,String) Advice}. */
  String key() {
    return name() + "(" + String.join(",", parameters) + ") " + advice;
  }
}
