package dev.weft.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientRequestsTest {
  private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");
  private static final ClientView GET = new Get();

  private final FakeGate gate = new FakeGate();

  private static final class Get extends ClientView {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public String host() {
      return "orders";
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public String target() {
      return "/";
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public void setHeader(String name, String value) {}
  }

  @BeforeEach
  void open() {
    ClientRequests.open(gate);
  }

  @Test
  void closed_call_tellsItsCode() {
    ClientRequests.closed(ClientRequests.begin(GET), 14);

    assertThat(gate.events).containsExactly("began GET", "closed 14");
  }

  @Test
  void followProgram_brokenGate_isFalseAndToldOf() {
    assertThat(ClientRequests.followProgram()).isTrue();
    gate.broken = new IllegalStateException("on purpose");

    assertThat(ClientRequests.followProgram()).isFalse();
    assertThat(gate.faults).containsExactly(gate.broken);
  }

  @Test
  void addressed_authorities_areTakenApart() {
    ClientExchange exchange = ClientRequests.begin(GET);
    ClientRequests.addressed(exchange, "orders:8443");
    ClientRequests.addressed(exchange, "orders");
    ClientRequests.addressed(exchange, "[::1]:80");
    ClientRequests.addressed(exchange, "[::1]");
    ClientRequests.addressed(exchange, null);

    assertThat(gate.events)
        .containsExactly(
            "began GET", "for orders:8443", "for orders:0", "for [::1]:80", "for [::1]:0");
  }

  @Test
  void end_withStatus_isAnswered() {
    ClientExchange exchange = ClientRequests.begin(GET);
    ClientRequests.end(exchange, 404, new IllegalStateException("of the program"));
    assertThat(gate.events).containsExactly("began GET", "answered 404");
  }

  @Test
  void end_withFailure_failed() {
    ClientRequests.end(ClientRequests.begin(GET), 0, new IllegalStateException("gone"));
    assertThat(gate.events).containsExactly("began GET", "failed gone");
  }

  @Test
  void end_withNeither_saysNothing() {
    ClientRequests.end(ClientRequests.begin(GET), -1, null);
    assertThat(gate.events).containsExactly("began GET");
  }

  @Test
  void begin_faultOfTheGate_isToldAndNothingIsFollowed() {
    gate.broken = new IllegalStateException("broken");
    ClientExchange exchange = ClientRequests.begin(GET);
    ClientRequests.end(exchange, 200, null);
    assertThat(exchange).isNull();
    assertThat(gate.faults).containsExactly(gate.broken);
  }

  @Test
  void end_faultOfTheGate_isTold() {
    ClientExchange exchange = ClientRequests.begin(GET);
    gate.broken = new IllegalStateException("broken");
    ClientRequests.end(exchange, 200, null);
    assertThat(gate.faults).containsExactly(gate.broken);
  }

  @Test
  void begin_onThreadOfTheAgent_isNotFollowed() throws Exception {
    AtomicReference<@Nullable ClientExchange> seen =
        new AtomicReference<>(ClientRequests.begin(GET));
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread thread =
        new AgentThread(group, () -> seen.set(ClientRequests.begin(GET)), "test", (t, e) -> {});
    thread.start();
    thread.join();
    assertThat(seen.get()).isNull();
    assertThat(gate.events).hasSize(1);
  }

  @Test
  void begin_beneathAnotherClientsCall_isNotFollowed() {
    ClientExchange outer = ClientRequests.beginCall(GET);
    assertThat(ClientRequests.begin(GET)).isNull();
    assertThat(ClientRequests.beginCall(GET)).isNull();
    ClientRequests.endCall(null, 200, null);
    assertThat(ClientRequests.begin(GET)).isNull();
    ClientRequests.endCall(outer, 200, null);
    assertThat(ClientRequests.begin(GET)).isNotNull();
    assertThat(gate.events).containsExactly("began GET", "answered 200", "began GET");
  }

  @Test
  void begin_underAnothersContext_isItsChildAndLeavesTheThreadAsItWas() {
    TraceScope scope = TraceScope.open(new TraceContext(9, 9, 9, 1, ""));
    ClientExchange first = ClientRequests.begin(CONTEXT, GET);
    assertThat(first).isNotNull();
    assertThat(gate.parent).isEqualTo(CONTEXT);
    ClientExchange second = ClientRequests.begin(null, GET);
    assertThat(second).isNotNull();
    assertThat(gate.parent).isNull();
    scope.close();
    assertThat(TraceScope.current()).isNull();
  }

  @Test
  void carried_whatIsNoSocket_saysNothing() {
    ClientRequests.carried(ClientRequests.begin(GET), new Object());
    assertThat(gate.events).containsExactly("began GET");
    assertThat(gate.faults).isEmpty();
  }
}
