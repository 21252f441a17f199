package dev.weft.enforcer.settings;

import dev.weft.core.identity.JoinToken;

/** A join token, as the policy server mints it. */
public record JoinTokenType() implements ValueType<Secret> {
  @Override
  public String expected() {
    return "a join token, which begins with weft-join-v1.";
  }

  @Override
  public Secret parse(String text) {
    return new Secret(JoinToken.parse(text).encoded());
  }

  @Override
  public boolean secret() {
    return true;
  }
}
