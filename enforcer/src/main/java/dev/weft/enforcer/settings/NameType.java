package dev.weft.enforcer.settings;

import java.util.regex.Pattern;

/** A name that is safe in a path, a label and a log line. */
public record NameType() implements ValueType<String> {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  @Override
  public String expected() {
    return "1 to 63 letters, digits, '.', '_' or '-', beginning and ending with a letter or digit";
  }

  @Override
  public String parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }
}
