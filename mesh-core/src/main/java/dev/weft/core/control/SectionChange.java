package dev.weft.core.control;

import java.util.List;

/**
 * What an answer says of one section: all of it, or what changed.
 *
 * @param whole whether {@code entries} are all that the section holds
 * @param entries the entries, or those that were added or changed
 * @param removed the {@code removed} member, which names what is gone; empty in a whole section
 * @param size how many entries the section has afterwards
 * @param sum the {@link Fingerprint}s of all of them, added up
 */
record SectionChange(
    boolean whole, List<JsonFields> entries, List<JsonFields> removed, long size, String sum) {

  /**
   * Reads {@code section}, an object with {@code all}, or with {@code changed} and {@code removed}.
   */
  static SectionChange read(JsonFields section) throws FormatException {
    boolean whole = section.has("all");
    if (whole) {
      section.only("all", "size", "sum");
    } else {
      section.only("changed", "removed", "size", "sum");
    }
    return new SectionChange(
        whole,
        section.objects(whole ? "all" : "changed"),
        whole ? List.of() : section.objects("removed"),
        section.number("size", 0, Integer.MAX_VALUE),
        section.string("sum"));
  }

  /** Refuses a result that is not what the policy server has. */
  void requireSame(String section, int foundSize, long foundSum) throws FormatException {
    if (foundSize != size || !Fingerprint.text(foundSum).equals(sum)) {
      throw new FormatException(
          section
              + ": "
              + foundSize
              + " entries with sum "
              + Fingerprint.text(foundSum)
              + " (expected: "
              + size
              + " with sum "
              + Failures.text(sum)
              + ")");
    }
  }
}
