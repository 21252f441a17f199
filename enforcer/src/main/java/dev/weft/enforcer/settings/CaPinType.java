package dev.weft.enforcer.settings;

import dev.weft.core.identity.CaPin;

/** The pin of a CA's key. */
public record CaPinType() implements ValueType<CaPin> {
  @Override
  public String expected() {
    return "the SHA-256 of a CA's public key in base64url, 43 characters";
  }

  @Override
  public CaPin parse(String text) {
    return new CaPin(text);
  }
}
