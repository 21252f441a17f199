package dev.weft.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One request of a fuzz.
 *
 * @param method the method
 * @param head everything up to the body, as it is sent
 * @param body what is sent behind it
 * @param effect what an answer that is no refusal means
 * @param credential whether it proves who sends it
 * @param framing whether the server can tell where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // Sent once and never compared.
record FuzzRequest(
    String method,
    String head,
    byte[] body,
    Effect effect,
    Credential credential,
    Framing framing) {

  /** What a server that accepts the request has to do. */
  enum Effect {
    /** To keep what it says. */
    KEPT,
    /** To keep nothing. */
    DRY_RUN
  }

  /** What proves who sends a request. */
  enum Credential {
    ADMIN,
    NONE
  }

  /** Whether another request can follow on the same connection. */
  enum Framing {
    SOUND,
    /** By HTTP, but the server may take offence at its target and end the connection. */
    SUSPECT,
    BROKEN
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** The first line, as it is sent. */
  String line() {
    int end = head.indexOf('\r');
    return end < 0 ? head : head.substring(0, end);
  }

  @Override
  public String toString() {
    String text = head.replaceAll("(?i)bearer [^\r]*", "Bearer ...");
    String shown = text + new String(body, StandardCharsets.ISO_8859_1);
    return shown.length() < 1500 ? shown : shown.substring(0, 1500) + "...";
  }
}
