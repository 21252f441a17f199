package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.otelapi.OtelApiLibrary;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.trace.TraceScope;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@link OtelApiProgram} with OpenTelemetry's own class files, woven. */
class OtelApiContextTest {
  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);
  private final List<Throwable> thrown = new ArrayList<>();
  private boolean isFollowed = true;

  @BeforeEach
  void open() {
    ClientRequests.open(
        new ClientGate() {
          @Override
          public @Nullable ClientExchange begin(ClientView request) {
            return null;
          }

          @Override
          public boolean followsProgram() {
            return isFollowed;
          }

          @Override
          public void fault(String where, Throwable fault) {
            thrown.add(fault);
          }
        });
  }

  @AfterEach
  void nothingWentWrong() {
    assertThat(thrown).isEmpty();
    assertThat(faults.counts()).isEmpty();
    // A test that failed in the middle is not to make others fail.
    for (TraceScope top = TraceScope.top(); top != null; top = TraceScope.top()) {
      top.close();
    }
  }

  static Stream<String> tests() {
    return Arrays.stream(OtelApiProgram.class.getMethods())
        .filter(it -> Modifier.isStatic(it.getModifiers()))
        .map(Method::getName)
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void program_withWovenApi_seesOneContext(String test) throws Exception {
    run(test);
  }

  @Test
  void makeCurrent_besideAnotherAgent_isNotFollowed() throws Exception {
    isFollowed = false;

    Class<?> program = program();
    Method context = program.getDeclaredMethod("ofTheProgram", String.class);
    context.setAccessible(true);
    Object own = context.invoke(null, "1111111111111111");
    Method makeCurrent =
        program
            .getClassLoader()
            .loadClass("io.opentelemetry.context.Context")
            .getMethod("makeCurrent");
    try (AutoCloseable scope = (AutoCloseable) makeCurrent.invoke(own)) {
      assertThat(scope).isNotNull();
      assertThat(TraceScope.top()).isNull();
    }
  }

  private void run(String test) throws Exception {
    try {
      program().getMethod(test).invoke(null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  private Class<?> program() throws ClassNotFoundException {
    List<String> roots = new ArrayList<>(OtelApiLibrary.LIBRARY.roots());
    roots.add(OtelApiProgram.class.getName());
    LibraryWatcher watcher =
        new LibraryWatcher(
            LibraryIndex.of(List.of(OtelApiLibrary.LIBRARY)), log, unprotected, faults);
    return Class.forName(
        OtelApiProgram.class.getName(), true, new WeavingLoader("", roots, watcher));
  }
}
