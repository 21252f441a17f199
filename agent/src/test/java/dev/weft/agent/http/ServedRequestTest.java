package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a woven library tells of a request that was let through. */
class ServedRequestTest {
  private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");

  private final List<String> ends = new ArrayList<>();

  @Test
  void enter_ofARequestWithContext_holdsUntilItIsLeft() {
    TraceScope scope = ServerRequests.enter(Verdict.allowed(served(CONTEXT)));

    assertThat(TraceScope.current()).isSameAs(CONTEXT);
    ServerRequests.leave(scope);
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void enter_onceMoreForTheSameRequest_opensNothing() {
    Verdict verdict = Verdict.allowed(served(CONTEXT));
    TraceScope scope = Objects.requireNonNull(ServerRequests.enter(verdict));

    TraceScope inner = ServerRequests.enter(verdict);
    assertThat(inner).isNull();
    ServerRequests.leave(inner);
    assertThat(TraceScope.current()).isSameAs(CONTEXT);

    ServerRequests.leave(scope);
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void enter_ofWhatNobodyTraces_opensNothing() {
    assertThat(ServerRequests.enter(null)).isNull();
    assertThat(ServerRequests.enter(Verdict.ALLOWED)).isNull();
    assertThat(ServerRequests.enter(new Verdict(403, "", null))).isNull();
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void finished_ofARequest_isTold() {
    ServerRequests.finished(Verdict.allowed(served(null)), 204, null);
    ServerRequests.finished(Verdict.allowed(served(null)), 0, "gone");
    ServerRequests.finished(null, 200, null);

    assertThat(ends).containsExactly("204 null", "0 gone");
  }

  @Test
  void any_whenTracingIsAtFault_throwsNothing() {
    Verdict verdict =
        Verdict.allowed(
            new Served() {
              @Override
              public @Nullable TraceContext context() {
                throw new IllegalStateException("on purpose");
              }

              @Override
              public void finished(int status, @Nullable String error) {
                throw new IllegalStateException("on purpose");
              }
            });

    assertThat(ServerRequests.enter(verdict)).isNull();
    assertThatCode(() -> ServerRequests.finished(verdict, 200, null)).doesNotThrowAnyException();
  }

  private Served served(@Nullable TraceContext context) {
    return new Served() {
      @Override
      public @Nullable TraceContext context() {
        return context;
      }

      @Override
      public void finished(int status, @Nullable String error) {
        ends.add(status + " " + error);
      }
    };
  }
}
