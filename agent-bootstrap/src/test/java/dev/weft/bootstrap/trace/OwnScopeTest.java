package dev.weft.bootstrap.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnScopeTest {
  private static final TraceContext REQUEST = new TraceContext(1, 2, 3, 1, "");
  private static final TraceContext OWN = new TraceContext(1, 2, 4, 1, "");

  @AfterEach
  void nothingIsLeft() {
    assertThat(TraceScope.top()).isNull();
  }

  @Test
  void close_scopeOfTheProgram_bringsBackWhatWasBefore() {
    TraceScope request = TraceScope.open(REQUEST);
    OwnScope outer = OwnScope.open(OWN, "outer");
    OwnScope inner = OwnScope.open(null, "inner");
    assertThat(TraceScope.current()).isNull();

    inner.close();
    assertThat(TraceScope.current()).isEqualTo(OWN);
    outer.close();
    assertThat(TraceScope.current()).isEqualTo(REQUEST);
    request.close();
  }

  @Test
  void close_afterWhatWasAround_changesNothing() {
    TraceScope request = TraceScope.open(REQUEST);
    OwnScope own = OwnScope.open(OWN, "own");
    request.close();
    TraceScope next = TraceScope.open(REQUEST);

    own.close();

    assertThat(TraceScope.top()).isSameAs(next);
    next.close();
  }

  @Test
  void open_againAndAgain_keepsTheLastOneOnly() {
    TraceScope request = TraceScope.open(REQUEST);
    OwnScope unused = OwnScope.open(OWN, "first");
    OwnScope last = OwnScope.open(OWN, "last");
    TraceScope above = TraceScope.open(REQUEST);

    assertThat(above.isAbove("last")).isTrue();
    assertThat(above.isAbove("first")).isFalse();

    above.close();
    last.close();
    request.close();
  }

  @Test
  void shown_overAnotherContext_isNothing() {
    TraceScope request = TraceScope.open(REQUEST);
    request.show("base", "view");

    assertThat(request.shown("base")).isEqualTo("view");
    assertThat(request.shown(null)).isNull();
    request.close();
  }
}
