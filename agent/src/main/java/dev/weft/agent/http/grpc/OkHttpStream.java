package dev.weft.agent.http.grpc;

import dev.weft.bootstrap.http.Verdict;

/** A traced stream whose answer is not complete. Guarded by its {@link OkHttpStreams}. */
final class OkHttpStream {
  final Verdict verdict;
  final String method;

  /** Whether gRPC has taken it for a call. */
  boolean taken;

  OkHttpStream(Verdict verdict, String method) {
    this.verdict = verdict;
    this.method = method;
  }
}
