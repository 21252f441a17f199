package dev.weft.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestContextsTest {
  private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");

  private final Worker worker = new Worker();

  private static final class Worker implements Keeping {
    private @Nullable Object kept;

    @Override
    public @Nullable Object weftKept() {
      return kept;
    }

    @Override
    public void weftKeep(@Nullable Object object) {
      kept = object;
    }
  }

  private void keep() {
    TraceScope scope = TraceScope.open(CONTEXT);
    RequestContexts.keep(worker);
    scope.close();
  }

  @Test
  void resume_whatWasKept_holdsUntilItIsLeft() {
    keep();

    TraceScope scope = Objects.requireNonNull(RequestContexts.resume(worker));

    assertThat(TraceScope.current()).isSameAs(CONTEXT);
    ServerRequests.leave(scope);
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void resume_underTheSameContext_opensNothing() {
    keep();
    TraceScope scope = TraceScope.open(CONTEXT);

    assertThat(RequestContexts.resume(worker)).isNull();

    scope.close();
  }

  @Test
  void keep_withoutContextOrWithoutRoom_keepsNothing() {
    RequestContexts.keep(worker);
    assertThat(worker.weftKept()).isNull();
    assertThat(RequestContexts.resume(worker)).isNull();

    TraceScope scope = TraceScope.open(CONTEXT);
    RequestContexts.keep(null);
    RequestContexts.keep("no room");
    scope.close();
    assertThat(RequestContexts.resume("no room")).isNull();
  }
}
