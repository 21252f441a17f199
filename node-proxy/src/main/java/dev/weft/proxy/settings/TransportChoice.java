package dev.weft.proxy.settings;

import java.util.Locale;

/** By which of the kernel's interfaces sockets are served. */
public enum TransportChoice {
  /** Linux' readiness of file descriptors, without the JDK in between. */
  EPOLL,
  /** Linux' rings of submissions and completions. */
  IO_URING,
  /** The JDK's selectors. */
  NIO;

  /** Its name in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
