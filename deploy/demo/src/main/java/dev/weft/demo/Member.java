package dev.weft.demo;

/** A program of the shop that is no JVM. */
enum Member {
  /** What people may like, in Node.js. */
  RECOMMENDATIONS("recommendations", "back", true),
  /** What is there, a native binary. */
  STOCK("stock", "back", true),
  /** The nightly report, a shell script with curl. */
  STOCK_REPORT("stock-report", "night", false);

  private final String serviceAccount;
  private final String namespace;
  private final boolean serves;

  Member(String serviceAccount, String namespace, boolean serves) {
    this.serviceAccount = serviceAccount;
    this.namespace = namespace;
    this.serves = serves;
  }

  /** Its service account, and its folder among the examples. */
  String serviceAccount() {
    return serviceAccount;
  }

  /** The namespace of its service account. */
  String namespace() {
    return namespace;
  }

  /** Whether it listens on a port. */
  boolean serves() {
    return serves;
  }

  /** Its name as policies and logs have it. */
  String identity() {
    return "spiffe://weft.local/ns/" + namespace + "/sa/" + serviceAccount;
  }
}
