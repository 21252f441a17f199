package dev.weft.agent.settings;

import java.util.regex.Pattern;

/**
 * A join token, as the policy server mints it. Its form is checked, its parts are not looked at.
 */
record JoinTokenType() implements ValueType<Secret> {
  private static final Pattern FORM = Pattern.compile("weft-join-v1(\\.[A-Za-z0-9_-]{1,128}){3}");

  @Override
  public String expected() {
    return "a join token, which begins with weft-join-v1.";
  }

  @Override
  public Secret parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a join token");
    }
    return new Secret(text);
  }

  @Override
  public boolean secret() {
    return true;
  }
}
