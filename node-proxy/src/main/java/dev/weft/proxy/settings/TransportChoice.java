package dev.weft.proxy.settings;

/** By which of the kernel's interfaces sockets are served. */
public enum TransportChoice {
  /** Linux' readiness of file descriptors, without the JDK in between. */
  EPOLL,
  /** Linux' rings of submissions and completions. */
  IO_URING,
  /** The JDK's selectors. */
  NIO
}
