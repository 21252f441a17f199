package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void failed_afterPassed_isCountedAndRemembered() {
    Console console = new Console(out, false);

    console.passed("one");
    assertThat(console.allPassed()).isTrue();
    console.failed("two");
    console.summary();

    assertThat(console.allPassed()).isFalse();
    assertThat(text()).contains("  ok    one", "  FAIL  two", "1 passed, 1 failed");
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void skipped_isSaidAndNeitherPassedNorFailed() {
    Console console = new Console(out, false);

    console.skipped("one");
    console.summary();

    assertThat(console.allPassed()).isTrue();
    assertThat(text()).contains("  --    one", "0 passed, 0 failed");
  }

  @Test
  void passed_withColour_isPainted() {
    new Console(out, true).passed("one");

    assertThat(text()).startsWith("\u001b[32m").contains("one");
  }

  @Test
  void retold_linesOfAnother_areCountedAndSaidAlike() {
    Console other = new Console(out, false);
    other.heading("part");
    other.passed("one");
    other.detail("why");
    other.failed("two");
    other.skipped("three");
    String said = text();
    bytes.reset();
    Console console = new Console(out, false);

    said.lines().forEach(console::retell);

    assertThat(text()).isEqualTo(said);
    console.summary();
    assertThat(text()).endsWith("1 passed, 1 failed\n");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
