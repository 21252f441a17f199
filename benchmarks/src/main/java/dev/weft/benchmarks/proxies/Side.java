package dev.weft.benchmarks.proxies;

/** What is between the client and the server, or in them. */
enum Side {
  PLAIN("nothing (plaintext)"),
  WEFT("Weft node proxy, a pair"),
  URING("Weft node proxy, a pair, by io_uring"),
  /** The node proxy of another build, where one is given. */
  BEFORE("Weft node proxy, a pair, of the other build"),
  HAPROXY("HAProxy, a pair"),
  NGINX("nginx, a pair"),
  AGENT("agent in client and server, no hop");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  /** The name in tables. */
  String title() {
    return title;
  }

  /** Whether two processes are between client and server. */
  boolean isProxied() {
    return this != PLAIN && this != AGENT;
  }
}
