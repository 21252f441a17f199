package dev.weft.core.control;

import java.net.InetAddress;
import java.util.Map;

/** What became of an announced listener. */
public sealed interface LeaseAnswer {
  /**
   * The policy server holds it.
   *
   * @param revision every workload whose config has this revision or a later one sees it
   * @param except of a wildcard listener, the addresses that were refused, and why
   */
  record Acknowledged(long revision, Map<InetAddress, String> except) implements LeaseAnswer {
    public Acknowledged {
      except = Map.copyOf(except);
    }
  }

  /**
   * It was refused, for {@code reason}; it stays announced, and may be accepted later on.
   *
   * @param reason why, in the policy server's words
   */
  record Refused(String reason) implements LeaseAnswer {}

  /** It was withdrawn, or the client was closed, before the policy server answered. */
  record Withdrawn() implements LeaseAnswer {}
}
