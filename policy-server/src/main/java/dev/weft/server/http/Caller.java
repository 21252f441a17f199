package dev.weft.server.http;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.access.Grants;
import java.util.List;

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

  /**
   * A person, or a program that acts as one, by an API token, an OIDC token or a client
   * certificate.
   *
   * @param name who; its prefix tells by what that was proved ({@code token:}, {@code oidc:},
   *     {@code cert:}), and {@code admin} alone is the holder of the admin token
   * @param groups the groups they are in, for people to read; what they may is in {@code grants}
   * @param grants what they may
   */
  record Person(String name, List<String> groups, Grants grants) implements Caller {
    public Person {
      groups = List.copyOf(groups);
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
