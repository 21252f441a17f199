package dev.weft.agent.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a program does with OpenTelemetry's API, and what it must see. Each public method is a test;
 * {@link OtelApiContextTest} runs each with woven classes of its own. Scopes that a test leaves
 * open are those classes' own.
 */
// Scopes are closed where the tests want it, and by what they are about.
@SuppressWarnings("MustBeClosed")
public final class OtelApiProgram {
  private static final TraceContext REQUEST =
      new TraceContext(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L, 0xb7ad6b7169203331L, 3, "b=2,a=1");
  private static final ContextKey<String> USER = ContextKey.named("user");

  private OtelApiProgram() {}

  private static Context ofTheProgram(String spanId) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    "0af7651916cd43dd8448eb211c80319c",
                    spanId,
                    TraceFlags.getSampled(),
                    TraceState.builder().put("x", "1").build())));
  }

  private static String current() {
    return Span.current().getSpanContext().getSpanId();
  }

  private static @Nullable String weft() {
    TraceContext context = TraceScope.current();
    return context == null ? null : "%016x".formatted(context.spanId());
  }

  public static void current_underARequest_isItsSpan() {
    TraceScope request = TraceScope.open(REQUEST);

    SpanContext span = Span.current().getSpanContext();
    assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(span.getSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.isSampled()).isTrue();
    assertThat(span.getTraceState().asMap().keySet()).containsExactly("b", "a");
    assertThat(Context.current()).isSameAs(Context.current());

    request.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  public static void current_requestThatIsNotSampled_saysSo() {
    TraceScope request = TraceScope.open(new TraceContext(1, 2, 3, 0, ""));

    assertThat(Span.current().getSpanContext().isValid()).isTrue();
    assertThat(Span.current().getSpanContext().isSampled()).isFalse();
    request.close();
  }

  public static void makeCurrent_spanOfTheProgram_isWhatItSendsUnder() {
    TraceScope request = TraceScope.open(REQUEST);

    Scope own = ofTheProgram("00f067aa0ba902b7").makeCurrent();
    assertThat(TraceScope.current())
        .isEqualTo(
            new TraceContext(
                0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0x00f067aa0ba902b7L, 1, "x=1"));
    own.close();

    assertThat(TraceScope.current()).isSameAs(REQUEST);
    request.close();
  }

  public static void makeCurrent_withoutARequest_isWhatItSendsUnder() {
    Scope own = ofTheProgram("00f067aa0ba902b7").makeCurrent();
    assertThat(weft()).isEqualTo("00f067aa0ba902b7");
    own.close();
    assertThat(weft()).isNull();
  }

  public static void with_valueOfTheProgram_survivesBesideTheSpan() {
    TraceScope request = TraceScope.open(REQUEST);

    Scope own = Context.current().with(USER, "ann").makeCurrent();
    assertThat(Context.current().get(USER)).isEqualTo("ann");
    assertThat(current()).isEqualTo("b7ad6b7169203331");
    assertThat(TraceScope.current()).isEqualTo(REQUEST);
    own.close();

    assertThat(Context.current().get(USER)).isNull();
    request.close();
  }

  public static void current_requestInsideAContextOfTheProgram_hasItsValuesAndTheSpan() {
    Context outside = ofTheProgram("00f067aa0ba902b7").with(USER, "ann");
    Scope own = outside.makeCurrent();
    TraceScope request = TraceScope.open(REQUEST);

    assertThat(current()).isEqualTo("b7ad6b7169203331");
    assertThat(Context.current().get(USER)).isEqualTo("ann");

    request.close();
    assertThat(Context.current()).isSameAs(outside);
    own.close();
  }

  public static void taskWrapping_executorOfTheServer_handsRequestsOn() {
    Executor inPlace = Context.root().wrap(Runnable::run);

    inPlace.execute(
        () -> {
          TraceScope request = TraceScope.open(REQUEST);
          assertThat(current()).isEqualTo("b7ad6b7169203331");
          request.close();
          assertThat(Context.current()).isSameAs(Context.root());
        });
  }

  public static void current_samePlaceAsTheProgramsSpan_isTheProgramsOwnObject() {
    Context own = ofTheProgram("00f067aa0ba902b7");
    Scope outside = own.makeCurrent();
    TraceScope carried = TraceScope.open(TraceScope.current());

    assertThat(Context.current()).isSameAs(own);
    carried.close();
    outside.close();
  }

  public static void root_underARequest_staysRoot() {
    TraceScope request = TraceScope.open(REQUEST);

    assertThat(Span.fromContext(Context.root()).getSpanContext().isValid()).isFalse();
    Scope none = Context.root().makeCurrent();
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(weft()).isNull();
    none.close();

    assertThat(current()).isEqualTo("b7ad6b7169203331");
    request.close();
  }

  public static void close_inTheWrongOrder_isAsTheApiSays() {
    TraceScope request = TraceScope.open(REQUEST);
    Scope outer = ofTheProgram("1111111111111111").makeCurrent();
    Scope inner = ofTheProgram("2222222222222222").makeCurrent();

    outer.close();
    assertThat(current()).isEqualTo("2222222222222222").isEqualTo(weft());
    inner.close();
    assertThat(current()).isEqualTo("1111111111111111").isEqualTo(weft());

    request.close();
    assertThat(weft()).isNull();
    assertThat(current()).isEqualTo("1111111111111111");
  }

  public static void close_twice_isOnce() {
    TraceScope request = TraceScope.open(REQUEST);
    Scope outer = ofTheProgram("1111111111111111").makeCurrent();
    Scope inner = ofTheProgram("2222222222222222").makeCurrent();

    inner.close();
    inner.close();

    assertThat(current()).isEqualTo("1111111111111111").isEqualTo(weft());
    outer.close();
    assertThat(current()).isEqualTo("b7ad6b7169203331");
    request.close();
  }

  public static void close_afterTheRequest_bringsNothingBack() {
    TraceScope request = TraceScope.open(REQUEST);
    Scope late = ofTheProgram("1111111111111111").makeCurrent();
    request.close();
    TraceScope next = TraceScope.open(new TraceContext(1, 2, 3, 1, ""));

    late.close();

    assertThat(weft()).isEqualTo("0000000000000003").isEqualTo(current());
    next.close();
    assertThat(weft()).isNull();
  }

  public static void close_onAnotherThread_changesNothingThere() throws InterruptedException {
    Scope here = ofTheProgram("1111111111111111").makeCurrent();
    Thread other = new Thread(here::close);
    other.start();
    other.join();

    assertThat(weft()).isEqualTo("1111111111111111").isEqualTo(current());
    here.close();
    assertThat(weft()).isNull();
  }

  public static void makeCurrent_neverClosed_pilesNothingUp() {
    TraceScope request = TraceScope.open(REQUEST);
    Context first = ofTheProgram("1111111111111111");
    Scope unused = first.makeCurrent();

    Scope last = ofTheProgram("2222222222222222").makeCurrent();

    TraceScope top = requireNonNull(TraceScope.top());
    assertThat(top.isAbove(first)).isFalse();
    last.close();
    assertThat(weft()).isEqualTo("1111111111111111");
    request.close();
    assertThat(TraceScope.top()).isNull();
  }

  public static void startSpan_withoutAnSdk_isTheRequestsOwn() {
    TraceScope request = TraceScope.open(REQUEST);

    Span nothing = OpenTelemetry.noop().getTracer("shop").spanBuilder("work").startSpan();
    Scope scope = nothing.makeCurrent();
    assertThat(current()).isEqualTo("b7ad6b7169203331").isEqualTo(weft());
    scope.close();
    request.close();
  }

  public static void current_storageOfTheProgramsOwn_isLeftAlone() {
    ContextStorage.addWrapper(before -> new Storage());
    TraceScope request = TraceScope.open(REQUEST);
    assertThat(current()).isEqualTo("b7ad6b7169203331");

    Context own = ofTheProgram("1111111111111111");
    Scope scope = own.makeCurrent();
    assertThat(Context.current()).isSameAs(own);
    scope.close();

    assertThat(current()).isEqualTo("b7ad6b7169203331");
    request.close();
  }

  private static final class Storage implements ContextStorage {
    private static final ThreadLocal<@Nullable Context> STORED = new ThreadLocal<>();

    @Override
    public Scope attach(Context context) {
      Context before = STORED.get();
      STORED.set(context);
      return () -> STORED.set(before);
    }

    @Override
    public @Nullable Context current() {
      return STORED.get();
    }
  }
}
