package dev.weft.enforcer.link;

/** Constants of the protocol between two enforcers, which is TLS 1.3 (RFC 8446) and a mark. */
public final class MeshProtocol {
  /** The ALPN name (RFC 7301) by which a server knows a client of the mesh. */
  public static final String ALPN = "weft/1";

  /** Largest plaintext of one record (RFC 8446, section 5.1). */
  public static final int MAX_PLAINTEXT = 16 * 1024;

  /** Length of a record's header. */
  public static final int RECORD_HEADER = 5;

  /** Largest record on the wire, header included (RFC 8446, section 5.2). */
  public static final int MAX_RECORD = RECORD_HEADER + MAX_PLAINTEXT + 256;

  private MeshProtocol() {}
}
