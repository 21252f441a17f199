package dev.weft.server.directory;

import java.util.List;

/**
 * What became of a lease.
 *
 * @param revision a config of this revision or a later one shows it
 * @param refused what was not accepted, and why
 */
public record LeaseAnswer(long revision, List<Refusal> refused) {
  public LeaseAnswer {
    refused = List.copyOf(refused);
  }

  /** One address that was not accepted. */
  public record Refusal(String address, int port, String reason) {}
}
