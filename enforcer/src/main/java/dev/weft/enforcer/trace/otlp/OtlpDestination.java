package dev.weft.enforcer.trace.otlp;

import java.io.IOException;

/** Where messages go. Its text names it for people, without secrets. */
public interface OtlpDestination {
  /**
   * Sends a message in binary protobuf. On an agent thread.
   *
   * @throws IOException when there is no answer in time
   */
  Receipt send(byte[] message) throws IOException;
}
