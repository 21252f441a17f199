package dev.weft.it.refusals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The first bytes of a client of the mesh, as a record of TLS. */
final class Hello {
  private Hello() {}

  /** A ClientHello as the mesh's clients have it. */
  static byte[] ofMesh() throws Exception {
    SSLContext context = Hand.CA.svid(Hand.CLIENT).context();
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {Hand.MESH});
    engine.setSSLParameters(parameters);
    return first(engine);
  }

  private static byte[] first(SSLEngine engine) throws SSLException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }
}
