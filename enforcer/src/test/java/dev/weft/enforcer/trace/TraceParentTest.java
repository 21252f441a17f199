package dev.weft.enforcer.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.trace.TraceContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String GOOD = "00-" + TRACE + "-b7ad6b7169203331-01";

  private static String state(String state) {
    TraceContext context = TraceParent.read(GOOD, state);
    assertThat(context).isNotNull();
    return context == null ? "" : context.traceState();
  }

  @Test
  void read_wellFormed_everyPart() {
    assertThat(TraceParent.read(GOOD, "a=1"))
        .isEqualTo(
            new TraceContext(
                0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L, 1, "a=1"));
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0", "01, 1", "02, 2", "03, 3", "ff, 3", "fd, 1", "09, 1",
  })
  void read_flags_knownOnesOnly(String text, int flags) {
    TraceContext context = TraceParent.read(GOOD.substring(0, 53) + text, null);

    assertThat(context).isNotNull().extracting(TraceContext::flags).isEqualTo(flags);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-" + TRACE + "-b7ad6b7169203331-01",
        "cc-" + TRACE + "-b7ad6b7169203331-01-what-the-future-will-be-like",
        "cc-" + TRACE + "-b7ad6b7169203331-01-",
        " 00-" + TRACE + "-b7ad6b7169203331-01\t",
      })
  void read_laterVersionOrBlanks_taken(String parent) {
    assertThat(TraceParent.read(parent, null)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-" + TRACE + "-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b7169203331-01-",
        "00-" + TRACE + "-b7ad6b7169203331-01-x",
        "00-" + TRACE + "-b7ad6b7169203331-01," + GOOD,
        "cc-" + TRACE + "-b7ad6b7169203331-01.x",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b716920333g-01",
        "00-" + TRACE + "-b7ad6b7169203331-0",
        "00-" + TRACE + "-b7ad6b7169203331-0A",
        "00_" + TRACE + "-b7ad6b7169203331-01",
        "0-" + TRACE + "-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b7169203331 01",
      })
  void read_malformed_none(String parent) {
    assertThat(TraceParent.read(parent, "a=1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1",
        "a=1,b=2",
        "a=1, \tb=2 ",
        "a=1,,b=2",
        ",a=1",
        "fw529a3039@dt=FfffE",
        "0_-*/=~ !",
      })
  void read_tracestateWellFormed_asItCame(String state) {
    assertThat(state(state)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A=1",
        "a=",
        "=1",
        "a=1,a=2",
        "a=1=2",
        "a b=1",
        ",",
        "_a=1",
        "a=\u00e9",
        "a=1;b\u0007=2",
      })
  void read_tracestateMalformed_droppedAndNothingElse(String state) {
    assertThat(state(state)).isEmpty();
  }

  @Test
  void read_tracestateTooLong_dropped() {
    StringBuilder many = new StringBuilder("a0=1");
    for (int i = 1; i < 32; i++) {
      many.append(",a").append(i).append("=1");
    }
    assertThat(state(many.toString())).isEqualTo(many.toString());
    assertThat(state(many + ",b=1")).isEmpty();
    assertThat(state("a=" + "x".repeat(256))).isNotEmpty();
    assertThat(state("a=" + "x".repeat(257))).isEmpty();
    assertThat(state("a".repeat(257) + "=1")).isEmpty();
  }

  @Test
  void write_anything_readsBack() {
    Random random = new Random(1);
    RandomTraceIds ids = new RandomTraceIds();
    for (int i = 0; i < 1000; i++) {
      TraceContext context =
          new TraceContext(ids.next(), ids.nextId(), ids.nextId(), random.nextInt(4), "a=1");
      assertThat(TraceParent.read(TraceParent.write(context), "a=1")).isEqualTo(context);
    }
  }

  @Test
  void read_noise_neverThrows() {
    Random random = new Random(2);
    int taken = 0;
    for (int i = 0; i < 50_000; i++) {
      char[] text = GOOD.toCharArray();
      text[random.nextInt(text.length)] = (char) random.nextInt(random.nextBoolean() ? 128 : 65536);
      taken += TraceParent.read(new String(text), "a=" + text[0]) == null ? 0 : 1;
    }
    assertThat(taken).isBetween(1, 49_999);
  }
}
