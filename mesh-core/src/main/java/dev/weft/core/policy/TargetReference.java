package dev.weft.core.policy;

/**
 * The gateway, waypoint or service that a policy is for instead of selecting workloads (Istio
 * PolicyTargetReference), in the policy's own namespace. A workload that is none of these does not
 * heed such a policy.
 *
 * @param group the API group, empty for the core group
 * @param kind the kind
 * @param name the name
 */
public record TargetReference(String group, String kind, String name) {}
