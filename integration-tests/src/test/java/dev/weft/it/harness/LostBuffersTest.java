package dev.weft.it.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.it.programs.LosingBuffers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a buffer which is lost is found, as it is looked for in the node proxy. */
class LostBuffersTest {
  @Test
  void assertNone_programThatLosesABuffer_fails() {
    try (JvmProcess program = start("lose")) {
      assertThatThrownBy(() -> LostBuffers.assertNone(program))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("LEAK: ByteBuf.release() was not called");
    }
  }

  @Test
  void assertNone_programThatGivesItsBufferBack_passes() {
    try (JvmProcess program = start("release")) {
      LostBuffers.assertNone(program);
    }
  }

  private static JvmProcess start(String what) {
    JvmProcess program =
        JvmProcess.on(Jdks.require(25))
            .options(LostBuffers.OPTIONS)
            .start(
                ClassPath.with(List.of("netty-common", "netty-buffer")),
                LosingBuffers.class,
                List.of(what));
    program.awaitPort();
    return program;
  }
}
