package dev.weft.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The network namespace that a program runs in.
 *
 * @param entering the command that goes there, before the program's own
 */
record Namespace(List<String> entering) {
  /** The demo's own. */
  static final Namespace OWN = new Namespace(List.of());

  /** The one of that name, as {@code ip netns} knows it. */
  static Namespace of(String name) {
    return new Namespace(List.of("ip", "netns", "exec", name));
  }

  /** The command that runs {@code program} there. */
  List<String> command(List<String> program) {
    List<String> command = new ArrayList<>(entering);
    command.addAll(program);
    return command;
  }
}
