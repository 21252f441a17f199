package dev.weft.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.identity.SpiffeId;

/** Admits workloads by their SVID. */
public final class WorkloadGate implements Endpoint.Gate {
  private final PeerCertificate peer;

  public WorkloadGate(PeerCertificate peer) {
    this.peer = peer;
  }

  @Override
  public Caller admit(ServiceRequestContext context, HttpRequest request) {
    return new Caller.Workload(identity(peer, context));
  }

  /**
   * The workload at the other end.
   *
   * @throws ApiException 401 when it did not prove who it is
   */
  public static SpiffeId identity(PeerCertificate peer, ServiceRequestContext context) {
    return peer.identity(context)
        .orElseThrow(
            () ->
                ApiException.unauthorized(
                    "client certificate: missing (expected: this workload's SVID)"));
  }
}
