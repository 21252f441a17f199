package dev.weft.proxy.settings;

import java.util.Map;

/** A program whose connections the kernel diverts. */
public sealed interface CaptureSpec permits PodSpec, ProcessSpec {
  /** Where it listens, and what it speaks there. These ports are announced to the mesh. */
  Map<Integer, AppProtocol> ports();

  /** What is spoken at {@code port}. */
  default AppProtocol protocol(int port) {
    return ports().getOrDefault(port, AppProtocol.AUTO);
  }
}
