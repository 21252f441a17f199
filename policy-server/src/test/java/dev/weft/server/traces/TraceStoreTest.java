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
  private static final SpiffeId FRONT = SpiffeId.parse("spiffe://weft.local/ns/shop/sa/front");
  private static final TraceQuery ALL =
      new TraceQuery(Optional.empty(), Optional.empty(), false, 500);

  private final TraceStore store = new TraceStore();

  private static TraceSpan span(int trace, int id, int parent, long start, long duration) {
    return span(CART, trace, id, parent, start, duration);
  }

  private static TraceSpan span(
      SpiffeId workload, int trace, int id, int parent, long start, long duration) {
    return new TraceSpan(
        "%032x".formatted(trace),
        "%016x".formatted(id),
        parent == 0 ? "" : "%016x".formatted(parent),
        workload,
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
      store.add(List.of(span(i % 3 == 0 ? CART : i % 3 == 1 ? ORDERS : FRONT, i, 1, 0, i, 1)));
    }

    assertThat(store.size()).isEqualTo(TraceStore.MOST_TRACES);
    assertThat(store.find("%032x".formatted(10))).isEmpty();
    assertThat(store.find("%032x".formatted(11))).isPresent();
    assertThat(store.list(ALL)).hasSize(500).first().extracting(Trace::startNanos).isEqualTo(5010L);
  }

  @Test
  void add_oneWorkloadTellsOfTooMany_othersKeepTheirs() {
    store.add(List.of(span(ORDERS, 1, 1, 0, 1, 1)));
    for (int i = 2; i <= 20_000; i++) {
      store.add(List.of(span(CART, i, 1, 0, i, 1)));
    }

    assertThat(store.find("%032x".formatted(1))).isPresent();
    assertThat(store.size()).isEqualTo(1 + TraceStore.MOST_TRACES / TraceStore.SHARE);
    assertThat(store.find("%032x".formatted(20_000))).isPresent();
  }

  @Test
  void add_spansThatWeighMuch_boundedByWeight() {
    List<TraceSpan> cart = new ArrayList<>();
    List<TraceSpan> orders = new ArrayList<>();
    for (int trace = 1; trace <= 2_000; trace++) {
      cart.add(heavy(CART, trace));
      orders.add(heavy(ORDERS, 10_000 + trace));
    }
    store.add(List.of(span(FRONT, 30_000, 1, 0, 1, 1)));
    store.add(cart);
    store.add(orders);

    int weight = cart.get(0).weight();
    int share = TraceStore.MOST_WEIGHT / TraceStore.SHARE / weight;
    assertThat(store.size()).isBetween(2 * share - 1, TraceStore.MOST_WEIGHT / weight);
    assertThat(store.find("%032x".formatted(2_000))).isPresent();
    assertThat(store.find("%032x".formatted(12_000))).isPresent();
  }

  private static TraceSpan heavy(SpiffeId workload, int trace) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 32; i++) {
      attributes.put("a" + i, "x".repeat(250));
    }
    return new TraceSpan(
        "%032x".formatted(trace),
        "%016x".formatted(1),
        "",
        workload,
        "GET",
        "server",
        trace,
        1,
        true,
        attributes);
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
