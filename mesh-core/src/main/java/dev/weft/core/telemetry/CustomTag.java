package dev.weft.core.telemetry;

/** Where the value of an attribute that people add to spans comes from (Istio CustomTag). */
public sealed interface CustomTag {
  /**
   * The same value for every span.
   *
   * @param value the value, not empty
   */
  record Literal(String value) implements CustomTag {}

  /**
   * The value of an environment variable of the workload.
   *
   * @param name the variable
   * @param defaultValue the value without such a variable; empty for no attribute
   */
  record Environment(String name, String defaultValue) implements CustomTag {}

  /**
   * The value of a request header.
   *
   * @param name the header, in any case
   * @param defaultValue the value without such a header; empty for no attribute
   */
  record Header(String name, String defaultValue) implements CustomTag {}
}
