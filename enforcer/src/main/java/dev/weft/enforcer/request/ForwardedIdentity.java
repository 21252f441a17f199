package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.core.identity.SpiffeId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code x-forwarded-client-cert} (Envoy, HTTP header manipulation): what a client says
 * there is taken away, and what the mesh knows is put there where the operator wants it.
 */
final class ForwardedIdentity {
  private static final String HEADER = "x-forwarded-client-cert";

  private final boolean forward;
  private final Supplier<@Nullable SpiffeId> own;

  /**
   * The header's handling.
   *
   * @param forward whether the application is told who the peer is
   * @param own who this workload is
   */
  ForwardedIdentity(boolean forward, Supplier<@Nullable SpiffeId> own) {
    this.forward = forward;
    this.own = own;
  }

  void apply(RequestView request, RequestJudge.Carrier connection) {
    if (!request.headers(HEADER).isEmpty()) {
      request.removeHeader(HEADER);
    }
    SpiffeId peer = forward ? connection.peer() : null;
    SpiffeId self = peer == null ? null : own.get();
    if (peer != null && self != null) {
      request.addHeader(HEADER, "By=" + self + ";URI=" + peer);
    }
  }
}
