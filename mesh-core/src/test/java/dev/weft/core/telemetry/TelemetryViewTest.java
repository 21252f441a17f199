package dev.weft.core.telemetry;

import static dev.weft.core.telemetry.Direction.CLIENT;
import static dev.weft.core.telemetry.Direction.SERVER;
import static dev.weft.core.telemetry.Resources.sampling;
import static dev.weft.core.telemetry.Resources.telemetry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import dev.weft.core.policy.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryViewTest {
  private static final Workload CART = new Workload("shop", Map.of("app", "cart"));
  private static final String ORDERS = "weft.local/ns/shop/sa/orders";
  private static final String ROOT = "istio-system";
  private static final String OF_CART = "'selector': {'matchLabels': {'app': 'cart'}},";

  private static TelemetryView view(List<Telemetry> telemetries, TraceSampling... samplings) {
    return TelemetryView.of(MeshSettings.DEFAULT, CART, telemetries, List.of(samplings));
  }

  private static String tracing(double percentage) {
    return "'tracing': [{'randomSamplingPercentage': " + percentage + "}]}";
  }

  private static OptionalDouble percentage(TelemetryView view) {
    return view.rule(SERVER, null).percentage();
  }

  @Test
  void rule_noResources_reportedAndOpen() {
    assertThat(view(List.of()).rule(CLIENT, ORDERS)).isEqualTo(TraceRule.DEFAULT);
    assertThat(view(List.of()).accessLog(SERVER)).isFalse();
  }

  @Test
  void rule_severalLevels_narrowestSetFieldWins() {
    Telemetry mesh =
        telemetry(
            ROOT,
            "mesh",
            1,
            "{'tracing': [{'randomSamplingPercentage': 1, 'disableSpanReporting': true,"
                + " 'customTags': {'a': {'literal': {'value': 'mesh'}}}}]}");
    Telemetry namespace =
        telemetry("shop", "namespace", 2, "{'tracing': [{'disableSpanReporting': false}]}");
    Telemetry own = telemetry("shop", "own", 3, "{" + OF_CART + tracing(3));

    TraceRule rule = view(List.of(own, mesh, namespace)).rule(CLIENT, null);

    assertThat(rule.reported()).isTrue();
    assertThat(rule.percentage()).hasValue(3);
    assertThat(rule.customTags()).isEqualTo(Map.of("a", new CustomTag.Literal("mesh")));
  }

  @Test
  void rule_sameLevel_oldestAloneCounts() {
    Telemetry older = telemetry("shop", "z", 1, "{'tracing': [{'disableSpanReporting': true}]}");
    Telemetry younger = telemetry("shop", "a", 2, "{" + tracing(9));

    TraceRule rule = view(List.of(younger, older)).rule(CLIENT, null);

    assertThat(rule.percentage()).isEmpty();
    assertThat(rule.reported()).isFalse();
  }

  @Test
  void rule_equallyOld_firstByName() {
    assertThat(
            percentage(
                view(
                    List.of(
                        telemetry("shop", "b", 1, "{" + tracing(2)),
                        telemetry("shop", "a", 1, "{" + tracing(1))))))
        .hasValue(1);
  }

  @Test
  void rule_rootNamespaceWithSelector_isForThatNamespaceAlone() {
    assertThat(percentage(view(List.of(telemetry(ROOT, "t", 1, "{" + OF_CART + tracing(5))))))
        .isEmpty();
  }

  @Test
  void rule_otherNamespaceOrLabels_doNotCount() {
    String other = "{'selector': {'matchLabels': {'app': 'orders'}}," + tracing(5);
    assertThat(
            percentage(
                view(
                    List.of(
                        telemetry("bank", "t", 1, "{" + tracing(5)),
                        telemetry("shop", "t", 1, other)))))
        .isEmpty();
  }

  @Test
  void rule_mode_isOfItsDirectionOnly() {
    TelemetryView view =
        view(
            List.of(
                telemetry(
                    "shop",
                    "t",
                    1,
                    "{'tracing': [{'match': {'mode': 'CLIENT'}, 'randomSamplingPercentage': 7}],"
                        + "'accessLogging': [{}, {'match': {'mode': 'SERVER'}, 'disabled': true}]}")));

    assertThat(view.rule(CLIENT, null).percentage()).hasValue(7);
    assertThat(view.rule(SERVER, null).percentage()).isEmpty();
    assertThat(view.accessLog(CLIENT)).isTrue();
    assertThat(view.accessLog(SERVER)).isFalse();
  }

  @Test
  void rule_pair_goesBeforeEveryTelemetryAndKeepsTheRest() {
    TelemetryView view =
        view(
            List.of(
                telemetry(
                    "shop",
                    "t",
                    1,
                    "{"
                        + OF_CART
                        + "'tracing': [{'randomSamplingPercentage': 1,"
                        + " 'customTags': {'a': {'literal': {'value': 'v'}}}}]}")),
            sampling(
                ROOT,
                "mesh",
                1,
                "{'rules': [{'match': {'mode': 'CLIENT', 'principals':"
                    + " ['cluster.local/ns/shop/sa/orders']}, 'randomSamplingPercentage': 100}]}"));

    assertThat(view.rule(CLIENT, ORDERS).percentage()).hasValue(100);
    assertThat(view.rule(CLIENT, ORDERS).customTags()).containsKey("a");
    assertThat(view.rule(SERVER, ORDERS).percentage()).hasValue(1);
    assertThat(view.rule(CLIENT, "weft.local/ns/shop/sa/cart").percentage()).hasValue(1);
    assertThat(view.rule(CLIENT, null).percentage()).hasValue(1);
  }

  @Test
  void rule_pairsAtSeveralLevels_narrowestThatMatchesDecides() {
    TelemetryView view =
        view(
            List.of(),
            sampling(
                ROOT,
                "mesh",
                1,
                "{'rules': [{'match': {'principals': ['*']}, 'randomSamplingPercentage': 1}]}"),
            sampling(
                "shop",
                "own",
                1,
                "{"
                    + OF_CART
                    + "'rules': [{'match': {'principals': ['*/sa/orders']},"
                    + " 'randomSamplingPercentage': 2}, {'match': {'principals':"
                    + " ['weft.local/ns/shop/*']}, 'randomSamplingPercentage': 3}]}"));

    assertThat(view.rule(CLIENT, ORDERS).percentage()).hasValue(2);
    assertThat(view.rule(CLIENT, "weft.local/ns/shop/sa/cart").percentage()).hasValue(3);
    assertThat(view.rule(CLIENT, "other.org/ns/a/sa/b").percentage()).hasValue(1);
  }

  @Test
  void rule_trustDomainAlias_standsForTheMeshsOwn() {
    MeshSettings settings =
        new MeshSettings(ROOT, "weft.local", List.of("old.local"), PathNormalization.BASE);
    TelemetryView view =
        TelemetryView.of(
            settings,
            CART,
            List.of(),
            List.of(
                sampling(
                    "shop",
                    "s",
                    1,
                    "{'rules': [{'match': {'principals': ['weft.local/ns/a/sa/b']},"
                        + " 'randomSamplingPercentage': 4}]}")));

    assertThat(view.rule(SERVER, "old.local/ns/a/sa/b").percentage()).hasValue(4);
  }

  /** The order in which resources come must not matter, and each field is that of its level. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rule_anyOrder_sameAnswer(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Telemetry> all = new ArrayList<>();
      OptionalDouble expected = OptionalDouble.empty();
      for (String namespace : List.of(ROOT, "shop", "own")) {
        int oldest = Integer.MAX_VALUE;
        OptionalDouble level = OptionalDouble.empty();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          int second = random.nextInt(60);
          boolean sets = random.nextBoolean();
          double value = random.nextInt(101);
          String selector = namespace.equals("own") ? OF_CART : "";
          String spec = "{" + selector + (sets ? tracing(value) : "'tracing': [{}]}");
          String where = namespace.equals("own") ? "shop" : namespace;
          // Names grow, so of equally old ones the first made counts.
          all.add(telemetry(where, "t" + i, second, spec));
          if (second < oldest) {
            oldest = second;
            level = sets ? OptionalDouble.of(value) : OptionalDouble.empty();
          }
        }
        expected = level.isPresent() ? level : expected;
      }
      Collections.shuffle(all, random);
      assertThat(percentage(view(all))).as("%s", all).isEqualTo(expected);
    }
  }

  @Test
  void rule_asked_allocatesNothing() {
    TelemetryView view =
        view(
            List.of(),
            sampling(
                "shop",
                "s",
                1,
                "{'rules': [{'match': {'principals': ['*/sa/x', 'a/*', 'b']},"
                    + " 'randomSamplingPercentage': 2}]}"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int reported = 0;
    for (int i = 0; i < 20_000; i++) {
      reported += view.rule(CLIENT, ORDERS).reported() ? 1 : 0;
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 20_000; i++) {
      reported += view.rule(CLIENT, ORDERS).reported() ? 1 : 0;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(reported).isEqualTo(40_000);
    assertThat(allocated).isLessThan(20_000);
  }
}
