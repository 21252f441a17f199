package dev.weft.server.workload;

import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import java.util.List;
import java.util.Optional;

/** The sections of a config that change entry by entry. */
enum Section {
  AUTHORIZATION_POLICIES("authorizationPolicies", AuthorizationPolicy.KIND),
  PEER_AUTHENTICATIONS("peerAuthentications", PeerAuthentication.KIND),
  REQUEST_AUTHENTICATIONS("requestAuthentications", "RequestAuthentication"),
  DIRECTORY("directory", "");

  /** The API group of the policies. */
  static final String POLICY_GROUP = "security.istio.io";

  /** The sections that hold policies. */
  static final List<Section> OF_POLICIES =
      List.of(AUTHORIZATION_POLICIES, PEER_AUTHENTICATIONS, REQUEST_AUTHENTICATIONS);

  private final String field;
  private final String kind;

  Section(String field, String kind) {
    this.field = field;
    this.kind = kind;
  }

  /** The section as it stands in a config. */
  String field() {
    return field;
  }

  /** The kind of its policies. */
  String kind() {
    return kind;
  }

  /** The section of the policies of {@code kind}; empty when workloads do not pull that kind. */
  static Optional<Section> ofKind(String group, String kind) {
    return group.equals(POLICY_GROUP)
        ? OF_POLICIES.stream().filter(it -> it.kind.equals(kind)).findFirst()
        : Optional.empty();
  }
}
