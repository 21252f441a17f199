package dev.weft.server.workload;

import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import java.util.List;
import java.util.Optional;

/** The sections of a config that change entry by entry. */
enum Section {
  AUTHORIZATION_POLICIES("authorizationPolicies", Groups.SECURITY, AuthorizationPolicy.KIND),
  PEER_AUTHENTICATIONS("peerAuthentications", Groups.SECURITY, PeerAuthentication.KIND),
  REQUEST_AUTHENTICATIONS("requestAuthentications", Groups.SECURITY, "RequestAuthentication"),
  TELEMETRIES("telemetries", Telemetry.GROUP, Telemetry.KIND),
  TRACE_SAMPLINGS("traceSamplings", TraceSampling.GROUP, TraceSampling.KIND),
  DIRECTORY("directory", "", "");

  /** The sections that hold policies. */
  static final List<Section> OF_POLICIES =
      List.of(
          AUTHORIZATION_POLICIES,
          PEER_AUTHENTICATIONS,
          REQUEST_AUTHENTICATIONS,
          TELEMETRIES,
          TRACE_SAMPLINGS);

  private final String field;
  private final String group;
  private final String kind;

  Section(String field, String group, String kind) {
    this.field = field;
    this.group = group;
    this.kind = kind;
  }

  /** The section as it stands in a config. */
  String field() {
    return field;
  }

  /** The API group of its policies. */
  String group() {
    return group;
  }

  /** The kind of its policies. */
  String kind() {
    return kind;
  }

  /** The section of the policies of {@code kind}; empty when workloads do not pull that kind. */
  static Optional<Section> ofKind(String group, String kind) {
    return OF_POLICIES.stream()
        .filter(it -> it.kind.equals(kind) && it.group.equals(group))
        .findFirst();
  }

  /** Apart, since constants of the enum itself cannot be named by its members. */
  private static final class Groups {
    static final String SECURITY = "security.istio.io";

    private Groups() {}
  }
}
