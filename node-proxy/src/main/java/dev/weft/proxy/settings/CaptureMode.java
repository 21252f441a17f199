package dev.weft.proxy.settings;

/** How programs are captured that know nothing of the proxy. */
public enum CaptureMode {
  /** Not at all: programs are told where the proxy is. */
  OFF,
  /** Pods whose packets this machine routes, by their addresses; needs CAP_NET_ADMIN. */
  NODE,
  /** Programs of this machine, by user, cgroup or mark; needs CAP_NET_ADMIN. */
  HOST,
  /** Pods of this machine, inside their network namespaces; needs CAP_SYS_ADMIN as well. */
  POD
}
