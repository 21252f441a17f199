package dev.weft.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientExchangesTest {
  private static final TraceContext CONTEXT = new TraceContext(1, 2, 3, 1, "");

  private static final class Carrier implements Keeping {
    private @Nullable Object kept;

    @Override
    public @Nullable Object weftKept() {
      return kept;
    }

    @Override
    public void weftKeep(@Nullable Object value) {
      kept = value;
    }
  }

  @Test
  void of_sameCarrierLaterAndElsewhere_keepsWhatTheProgramWorkedUnder() {
    Carrier carrier = new Carrier();
    TraceScope scope = TraceScope.open(CONTEXT);
    ClientExchanges first = ClientExchanges.of(carrier);
    scope.close();

    assertThat(first.parent()).isEqualTo(CONTEXT);
    assertThat(ClientExchanges.of(carrier)).isSameAs(first);
    assertThat(ClientExchanges.of(new Object()).parent()).isNull();
  }

  @Test
  void unlessSent_ownHeaderOfARequestBefore_isNotTheProgramsAndItsOwnIs() {
    ClientExchanges exchanges = ClientExchanges.begin();
    assertThat(exchanges.unlessSent(null)).isNull();
    exchanges.sent("traceparent", "ours");
    exchanges.sent("tracestate", "state");

    assertThat(exchanges.unlessSent("ours")).isNull();
    assertThat(exchanges.unlessSent("state")).isEqualTo("state");
    assertThat(exchanges.unlessSent("theirs")).isEqualTo("theirs");
  }

  @Test
  void begin_headersOfAnEarlierCall_areKnownAndItsParentIsNot() {
    TraceScope scope = TraceScope.open(CONTEXT);
    ClientExchanges earlier = ClientExchanges.begin();
    scope.close();
    earlier.sent("traceparent", "ours");

    ClientExchanges next = ClientExchanges.begin(earlier);

    assertThat(next.hasSent("ours")).isTrue();
    assertThat(next.parent()).isNull();
    assertThat(next.exchange()).isNull();
  }
}
