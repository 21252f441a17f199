package dev.weft.server.http;

import dev.weft.core.identity.SpiffeId;

/** Who sent a request, as far as it was proved. */
public sealed interface Caller {
  /** The name in the audit log. */
  String name();

  /** Nobody in particular. */
  record Anonymous() implements Caller {
    @Override
    public String name() {
      return "anonymous";
    }
  }

  /** The holder of the admin token. */
  record Admin() implements Caller {
    @Override
    public String name() {
      return "admin";
    }
  }

  /** A workload, by its certificate. */
  record Workload(SpiffeId identity) implements Caller {
    @Override
    public String name() {
      return identity.toString();
    }
  }
}
