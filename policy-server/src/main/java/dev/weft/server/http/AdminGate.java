package dev.weft.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Admits people by the admin token, and nobody by a workload's certificate. */
public final class AdminGate implements Endpoint.Gate {
  private final byte[] tokenHash;
  private final PeerCertificate peer;

  public AdminGate(String adminToken, PeerCertificate peer) {
    this.tokenHash = Hash.sha256(adminToken.getBytes(StandardCharsets.UTF_8));
    this.peer = peer;
  }

  @Override
  public Caller admit(ServiceRequestContext context, HttpRequest request) {
    if (peer.isPresent(context)) {
      throw ApiException.forbidden(
          "client certificate: a workload's (expected: none on this path, and an admin token)");
    }
    String token =
        BearerToken.of(request.headers())
            .orElseThrow(
                () ->
                    ApiException.unauthorized(
                        "authorization: missing (expected: Bearer <admin token>; the server wrote"
                            + " it to admin.token in its data folder)"));
    // Hashes are compared, so that the time taken tells neither length nor content.
    if (!MessageDigest.isEqual(tokenHash, Hash.sha256(token.getBytes(StandardCharsets.UTF_8)))) {
      throw ApiException.unauthorized("authorization: token not known (expected: the admin token)");
    }
    return new Caller.Admin();
  }
}
