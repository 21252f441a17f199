package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ValueType;

/** One bit of a firewall mark. */
record MarkType() implements ValueType<Integer> {
  @Override
  public String expected() {
    return "one bit of 32 in hexadecimal, such as 0x400";
  }

  @Override
  public Integer parse(String text) {
    if (!text.matches("0x[0-9a-fA-F]{1,8}")) {
      throw new IllegalArgumentException("not hexadecimal");
    }
    int mark = Integer.parseUnsignedInt(text.substring(2), 16);
    if (Integer.bitCount(mark) != 1) {
      throw new IllegalArgumentException("not one bit");
    }
    return mark;
  }
}
