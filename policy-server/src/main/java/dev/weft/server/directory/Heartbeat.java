package dev.weft.server.directory;

import java.util.List;

/**
 * What a process said of itself when it last renewed its lease.
 *
 * @param applied the config revision that it enforces; 0 when none
 * @param unprotected what it could not protect
 * @param refused the policies that it cannot enforce
 */
public record Heartbeat(
    long applied,
    List<LeaseRequest.Unprotected> unprotected,
    List<LeaseRequest.RefusedPolicy> refused) {
  public Heartbeat {
    unprotected = List.copyOf(unprotected);
    refused = List.copyOf(refused);
  }

  static Heartbeat of(LeaseRequest request) {
    return new Heartbeat(request.applied(), request.unprotected(), request.refused());
  }
}
