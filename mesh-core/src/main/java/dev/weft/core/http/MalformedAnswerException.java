package dev.weft.core.http;

import java.io.IOException;

/** An answer breaks HTTP, could be read in two ways, or is beyond the bounds. */
public final class MalformedAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String message) {
    super(message);
  }
}
