package dev.weft.core.identity;

/** The side of a connection that a peer's certificate is used on. */
public enum PeerRole {
  /** The peer opened the connection. */
  CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth"),
  /** The peer accepted the connection. */
  SERVER("1.3.6.1.5.5.7.3.1", "serverAuth");

  private final String keyPurpose;
  private final String keyPurposeName;

  PeerRole(String keyPurpose, String keyPurposeName) {
    this.keyPurpose = keyPurpose;
    this.keyPurposeName = keyPurposeName;
  }

  /** The extended key usage that allows the role (RFC 5280, section 4.2.1.12), as an OID. */
  String keyPurpose() {
    return keyPurpose;
  }

  String keyPurposeName() {
    return keyPurposeName;
  }
}
