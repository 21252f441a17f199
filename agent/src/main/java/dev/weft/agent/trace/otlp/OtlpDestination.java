package dev.weft.agent.trace.otlp;

import java.io.IOException;

/** Where messages go. Its text names it for people, without secrets. */
public interface OtlpDestination {
  /**
   * Sends a message in binary protobuf and returns the status of the answer. On an agent thread.
   *
   * @throws IOException when there is no answer in time
   */
  int send(byte[] message) throws IOException;
}
