package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ValueType;

/** One bit of a firewall mark. */
record MarkType() implements ValueType<Integer> {
  @Override
  public String expected() {
    return "one bit of 32, such as 0x400";
  }

  @Override
  public Integer parse(String text) {
    // YAML makes decimals of what is hexadecimal there.
    boolean hexadecimal = text.matches("0x[0-9a-fA-F]{1,8}");
    if (!hexadecimal && !text.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException("no number");
    }
    int mark =
        hexadecimal
            ? Integer.parseUnsignedInt(text.substring(2), 16)
            : Integer.parseUnsignedInt(text);
    if (Integer.bitCount(mark) != 1) {
      throw new IllegalArgumentException("not one bit");
    }
    return mark;
  }
}
