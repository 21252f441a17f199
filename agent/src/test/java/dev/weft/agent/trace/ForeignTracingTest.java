package dev.weft.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;

class ForeignTracingTest {
  @Test
  void isPresent_noOtherAgent_isFalse() {
    assertThat(new ForeignTracing(ClassLoader.getPlatformClassLoader()).isPresent()).isFalse();
  }

  @Test
  void isPresent_openTelemetrysAgentIsThere_isTrue() {
    ClassLoader withAgent =
        new ByteBuddy()
            .subclass(Object.class)
            .name("io.opentelemetry.javaagent.OpenTelemetryAgent")
            .make()
            .load(new ClassLoader(null) {})
            .getLoaded()
            .getClassLoader();

    assertThat(new ForeignTracing(withAgent).isPresent()).isTrue();
  }
}
