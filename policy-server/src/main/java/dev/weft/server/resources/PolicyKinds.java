package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.store.StoreException;
import java.util.List;

/** The kinds of policy, each judged by the very code with which workloads read it. */
public final class PolicyKinds {
  /** Who may call whom. */
  public static final ResourceKind AUTHORIZATION_POLICY =
      new ResourceKind(
          Kinds.AUTHORIZATION_POLICY,
          resource -> causes(() -> AuthorizationPolicy.parse(resource)));

  /** Which ports want mutual TLS. */
  public static final ResourceKind PEER_AUTHENTICATION =
      new ResourceKind(
          Kinds.PEER_AUTHENTICATION, resource -> causes(() -> PeerAuthentication.parse(resource)));

  /** Which tokens are taken. */
  public static final ResourceKind REQUEST_AUTHENTICATION =
      new ResourceKind(
          Kinds.REQUEST_AUTHENTICATION,
          resource -> causes(() -> RequestAuthentication.parse(resource)));

  /** What is traced and logged. */
  public static final ResourceKind TELEMETRY =
      new ResourceKind(Kinds.TELEMETRY, resource -> causes(() -> Telemetry.parse(resource)));

  /** How much is traced between pairs of services. */
  public static final ResourceKind TRACE_SAMPLING =
      new ResourceKind(
          Kinds.TRACE_SAMPLING, resource -> causes(() -> TraceSampling.parse(resource)));

  /** All of them. */
  public static final List<ResourceKind> ALL =
      List.of(
          AUTHORIZATION_POLICY,
          PEER_AUTHENTICATION,
          REQUEST_AUTHENTICATION,
          TELEMETRY,
          TRACE_SAMPLING);

  private PolicyKinds() {}

  private interface Parse {
    Object run() throws PolicyFormatException;
  }

  private static List<Cause> causes(Parse parse) {
    try {
      parse.run();
      return List.of();
    } catch (PolicyFormatException e) {
      return e.errors().stream().map(it -> new Cause(it.field(), it.message())).toList();
    }
  }

  /**
   * The PeerAuthentication that a stored resource is.
   *
   * @throws StoreException when it is none: it was checked when it was stored, so the store or the
   *     program has changed since, and to go on would mean to drop a policy
   */
  public static PeerAuthentication peerAuthentication(JsonObject stored) {
    try {
      return PeerAuthentication.parse(stored);
    } catch (PolicyFormatException e) {
      throw new StoreException("a stored PeerAuthentication cannot be read: " + e.getMessage(), e);
    }
  }
}
