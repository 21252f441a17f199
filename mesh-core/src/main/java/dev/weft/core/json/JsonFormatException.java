package dev.weft.core.json;

import java.io.IOException;

/** The input is not one well-formed document within the limits; the message says where and why. */
public final class JsonFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public JsonFormatException(String message) {
    super(message);
  }
}
