package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceScopeTest {
  private static TraceContext context(long span) {
    return new TraceContext(1, 2, span, 1, "");
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void close_inOrder_restoresWhatWasBefore() {
    TraceScope outer = TraceScope.open(context(1));
    TraceScope inner = TraceScope.open(context(2));
    assertThat(TraceScope.current()).isEqualTo(context(2));
    inner.close();
    assertThat(TraceScope.current()).isEqualTo(context(1));
    outer.close();
  }

  @Test
  void close_outerFirst_dropsTheForgottenOneForGood() {
    TraceScope outer = TraceScope.open(context(1));
    TraceScope forgotten = TraceScope.open(context(2));
    outer.close();
    assertThat(TraceScope.current()).isNull();
    forgotten.close();
  }

  @Test
  void close_twice_secondDoesNothing() {
    TraceScope outer = TraceScope.open(context(1));
    TraceScope inner = TraceScope.open(context(2));
    inner.close();
    TraceScope next = TraceScope.open(context(3));
    inner.close();
    assertThat(TraceScope.current()).isEqualTo(context(3));
    next.close();
    outer.close();
  }

  @Test
  void close_onAnotherThread_touchesNeither() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      TraceScope there = pool.submit(() -> TraceScope.open(context(1))).get();
      TraceScope here = TraceScope.open(context(2));
      there.close();
      assertThat(TraceScope.current()).isEqualTo(context(2));
      here.close();
      assertThat(pool.submit(TraceScope::current).get()).isEqualTo(context(1));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void openAndClose_manyTimes_makeNothingButTheScope() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    TraceContext context = context(1);
    int rounds = 10_000;
    TraceScope.open(context).close();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < rounds; i++) {
      TraceScope.open(context).close();
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
    // An entry of a thread-local map alone takes 32 bytes.
    assertThat(each).isLessThanOrEqualTo(32);
  }

  @Test
  void close_threadLivesOn_keepsNothingOfTheTrace() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      WeakReference<TraceContext> context = pool.submit(TraceScopeTest::openAndClose).get();
      for (int i = 0; i < 100 && context.get() != null; i++) {
        System.gc();
      }
      assertThat(context.get()).isNull();
    } finally {
      pool.shutdownNow();
    }
  }

  private static WeakReference<TraceContext> openAndClose() {
    TraceContext context = context(4);
    TraceScope outer = TraceScope.open(context);
    TraceScope unused = TraceScope.open(context);
    outer.close();
    return new WeakReference<>(context);
  }

  /** Against a list of what is open. */
  @Test
  void openAndClose_anyOrder_asTheModel() {
    Random random = new Random(3);
    List<TraceScope> all = new ArrayList<>();
    List<TraceScope> open = new ArrayList<>();
    List<TraceContext> contexts = new ArrayList<>();
    for (int i = 1; i < 20_000; i++) {
      if (open.size() < 10 && random.nextBoolean()) {
        TraceScope scope = TraceScope.open(context(i));
        all.add(scope);
        open.add(scope);
        contexts.add(context(i));
      } else if (!all.isEmpty()) {
        TraceScope scope = all.get(Math.max(0, all.size() - 1 - random.nextInt(12)));
        scope.close();
        int at = open.indexOf(scope);
        while (at >= 0 && open.size() > at) {
          open.remove(open.size() - 1);
          contexts.remove(contexts.size() - 1);
        }
      }
      @Nullable TraceContext expected =
          contexts.isEmpty() ? null : contexts.get(contexts.size() - 1);
      assertThat(TraceScope.current()).isEqualTo(expected);
    }
    if (!open.isEmpty()) {
      open.get(0).close();
    }
  }
}
