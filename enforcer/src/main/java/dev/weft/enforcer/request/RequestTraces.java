package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.core.policy.ConnectionFacts;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every request once it is judged, so that it can be traced. Called on application
 * threads, before the application sees the request: quick, and never throws.
 */
public interface RequestTraces {
  /** Traces nothing. */
  RequestTraces NONE =
      new RequestTraces() {
        @Override
        public Served allowed(
            ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
          return Served.UNTRACED;
        }

        @Override
        public Served denied(
            ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
          return Served.UNTRACED;
        }
      };

  /**
   * A request was let through.
   *
   * @param nanos for how long it has been judged
   * @param policy the policy that decided, {@code namespace/name}, or null
   * @return what is to hear of its course
   */
  Served allowed(
      ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy);

  /**
   * A request was refused.
   *
   * @param nanos for how long it has been judged
   * @param policy the policy that decided, {@code namespace/name}, or null
   * @return what is to hear when it is answered
   */
  Served denied(
      ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy);
}
