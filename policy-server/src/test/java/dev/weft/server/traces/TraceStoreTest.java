package dev.weft.server.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.SpiffeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
  private static final SpiffeId CART = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/cart");
  private static final SpiffeId ORDERS = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/orders");
  private static final TraceQuery ALL =
      new TraceQuery(Optional.empty(), Optional.empty(), false, 500);

  private final TraceStore store = new TraceStore();

  private static TraceSpan span(int trace, int id, int parent, long start, long duration) {
    return new TraceSpan(
        "%032x".formatted(trace),
        "%016x".formatted(id),
        parent == 0 ? "" : "%016x".formatted(parent),
        CART,
        "GET " + id,
        "server",
        start,
        duration,
        false,
        Map.of(TraceQuery.SOURCE, CART.toString(), TraceQuery.DESTINATION, ORDERS.toString()));
  }

  @Test
  void add_spansInAnyOrder_traceHasThemByBeginning() {
    store.add(List.of(span(1, 2, 1, 2_000, 500)));
    store.add(List.of(span(1, 1, 0, 1_000, 3_000)));

    Trace trace = store.find("%032x".formatted(1)).orElseThrow();

    assertThat(trace.spans()).extracting(TraceSpan::name).containsExactly("GET 1", "GET 2");
    assertThat(trace.root().name()).isEqualTo("GET 1");
    assertThat(trace.durationNanos()).isEqualTo(3_000);
    assertThat(trace.hasError()).isFalse();
  }

  @Test
  void add_sameSpanAgain_countsOnce() {
    store.add(List.of(span(1, 1, 0, 1_000, 10)));
    store.add(List.of(span(1, 1, 0, 1_000, 10)));

    assertThat(store.find("%032x".formatted(1)).orElseThrow().spans()).hasSize(1);
  }

  @Test
  void add_moreTracesThanThereIsRoomFor_theFirstOnesGo() {
    for (int i = 1; i <= TraceStore.MOST_TRACES + 10; i++) {
      store.add(List.of(span(i, 1, 0, i, 1)));
    }

    assertThat(store.size()).isEqualTo(TraceStore.MOST_TRACES);
    assertThat(store.find("%032x".formatted(10))).isEmpty();
    assertThat(store.find("%032x".formatted(11))).isPresent();
    assertThat(store.list(ALL)).hasSize(500).first().extracting(Trace::startNanos).isEqualTo(5010L);
  }

  @Test
  void add_spansThatWeighMuch_boundedByWeight() {
    String text = "x".repeat(250);
    List<TraceSpan> heavy = new ArrayList<>();
    for (int trace = 1; trace <= 4_000; trace++) {
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < 32; i++) {
        attributes.put("a" + i, text);
      }
      heavy.add(
          new TraceSpan(
              "%032x".formatted(trace),
              "%016x".formatted(1),
              "",
              CART,
              "GET",
              "server",
              trace,
              1,
              true,
              attributes));
    }
    store.add(heavy);

    int weight = heavy.get(0).weight();
    assertThat(store.size()).isEqualTo(TraceStore.MOST_WEIGHT / weight);
    assertThat(store.find("%032x".formatted(4_000))).isPresent();
  }

  @Test
  void add_traceThatNeverEnds_keepsItsFirstSpans() {
    for (int i = 1; i <= 600; i++) {
      store.add(List.of(span(1, i, 0, i, 1)));
    }

    assertThat(store.find("%032x".formatted(1)).orElseThrow().spans())
        .hasSize(TraceStore.MOST_SPANS_OF_A_TRACE);
    assertThat(store.dropped()).isEqualTo(100);
  }

  @Test
  void list_pairOfServices_onlyTracesWithSuchASpan() {
    store.add(List.of(span(1, 1, 0, 1, 1)));

    assertThat(store.list(query(CART, ORDERS))).hasSize(1);
    assertThat(store.list(query(ORDERS, CART))).isEmpty();
    assertThat(store.list(new TraceQuery(Optional.empty(), Optional.empty(), true, 500))).isEmpty();
    assertThat(store.list(new TraceQuery(Optional.empty(), Optional.empty(), false, 0))).isEmpty();
  }

  private static TraceQuery query(SpiffeId source, SpiffeId destination) {
    return new TraceQuery(
        Optional.of(source.toString()), Optional.of(destination.toString()), false, 500);
  }
}
