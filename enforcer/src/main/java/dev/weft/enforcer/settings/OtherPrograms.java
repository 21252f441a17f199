package dev.weft.enforcer.settings;

import java.util.List;

/**
 * Settings of Weft's other programs, which share the {@code weft.} and {@code WEFT_} names and may
 * stand in an environment that is inherited. An enforcer leaves these alone and refuses every other
 * name that it does not know.
 */
final class OtherPrograms {
  /** First words of such names, spelt as in the environment, with what they belong to. */
  static final List<String> FIRST_WORDS =
      List.of(
          "WEFT_LISTEN", // policy server
          "WEFT_DATA", // policy server
          "WEFT_CONFIG", // policy server, node proxy
          "WEFT_ADMIN", // node proxy
          "WEFT_CONNECT", // node proxy
          "WEFT_DRAIN", // node proxy
          "WEFT_MAX", // node proxy
          "WEFT_NODE_PROXY", // build and tests: where the jar is
          "WEFT_POLICY_SERVER", // build and tests: where the jar is
          "WEFT_AGENT", // build and tests: where the jar is
          "WEFT_TEST", // tests
          "WEFT_DEMO"); // demo

  private OtherPrograms() {}

  /** True when the name, spelt as in the environment, belongs to another program. */
  static boolean own(String variable) {
    for (String word : FIRST_WORDS) {
      if (variable.equals(word) || variable.startsWith(word + "_")) {
        return true;
      }
    }
    return false;
  }
}
