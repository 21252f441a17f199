package dev.weft.benchmarks.proxies;

/** What the proxies make of the bytes. */
enum Layer {
  /** They pass them on. */
  L4("L4: bytes are passed on", "tcp"),
  /** They read HTTP/1.1 and pass on requests. */
  L7("L7: requests of HTTP/1.1 are passed on", "http");

  private final String title;
  private final String protocol;

  Layer(String title, String protocol) {
    this.title = title;
    this.protocol = protocol;
  }

  /** For headings. */
  String title() {
    return title;
  }

  /** As the node proxy and HAProxy call it. */
  String protocol() {
    return protocol;
  }
}
