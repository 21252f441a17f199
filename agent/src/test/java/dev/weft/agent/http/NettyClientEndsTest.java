package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.nettyclient.NettyClientLibrary;
import dev.weft.agent.http.nettyclient.http2.NettyStreamLibrary;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@link NettyClientProgram} with Netty's own class files, woven. */
class NettyClientEndsTest {
  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);
  private final List<Throwable> thrown = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();

  /** What was told of one request. */
  private static final class Sent implements ClientExchange {
    private final String request;
    private final List<String> ends = new ArrayList<>();

    Sent(ClientView view) {
      request = view.method() + " " + view.target();
    }

    @Override
    public void carriedBy(MeshSocket socket) {}

    @Override
    public void addressedTo(String host, int port) {}

    @Override
    public void closed(int code) {
      ends.add("code " + code);
    }

    @Override
    public void answered(int status) {
      ends.add("" + status);
    }

    @Override
    public void failed(Throwable failure) {
      ends.add(failure.getClass().getName());
    }
  }

  @BeforeEach
  void open() {
    ClientRequests.open(
        new ClientGate() {
          @Override
          public ClientExchange begin(ClientView request) {
            Sent next = new Sent(request);
            sent.add(next);
            return next;
          }

          @Override
          public boolean followsProgram() {
            return false;
          }

          @Override
          public void fault(String where, Throwable fault) {
            thrown.add(fault);
          }
        });
  }

  /** Nobody is there afterwards, as before. */
  @AfterEach
  void close() {
    ClientRequests.open(
        new ClientGate() {
          @Override
          public @Nullable ClientExchange begin(ClientView request) {
            return null;
          }

          @Override
          public boolean followsProgram() {
            return false;
          }

          @Override
          public void fault(String where, Throwable fault) {}
        });
  }

  static Stream<String> tests() {
    return Arrays.stream(NettyClientProgram.class.getMethods())
        .filter(it -> it.getReturnType() == String.class && it.getParameterCount() == 0)
        .filter(it -> it.getDeclaringClass() == NettyClientProgram.class)
        .map(Method::getName)
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void program_requestsThatDoNotGoWell_endEachOnce(String test) throws Exception {
    String expected = run(test);

    assertThat(thrown).isEmpty();
    assertThat(faults.counts()).isEmpty();
    assertThat(
            sent.stream()
                .map(it -> it.request + " " + String.join("+", it.ends))
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  private String run(String test) throws Exception {
    try {
      return (String) program().getMethod(test).invoke(null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  private Class<?> program() throws ClassNotFoundException {
    List<String> roots = List.of("io.netty.", NettyClientProgram.class.getName());
    LibraryWatcher watcher =
        new LibraryWatcher(
            LibraryIndex.of(
                List.of(
                    NettyClientLibrary.LIBRARY,
                    NettyStreamLibrary.LIBRARY,
                    NettyStreamLibrary.CHANNELS)),
            log,
            unprotected,
            faults);
    return Class.forName(
        NettyClientProgram.class.getName(), true, new WeavingLoader("", roots, watcher));
  }
}
