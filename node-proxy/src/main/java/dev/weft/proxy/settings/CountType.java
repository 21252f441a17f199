package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ValueType;

/**
 * A whole number.
 *
 * @param least the smallest
 * @param most the largest
 */
record CountType(int least, int most) implements ValueType<Integer> {
  @Override
  public String expected() {
    return "a whole number from " + least + " to " + most;
  }

  @Override
  public Integer parse(String text) {
    int value = Integer.parseInt(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
