package dev.weft.agent.jdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileDescriptor;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;

class ShutdownCallsTest {
  private static final String SOCKET = "sun.nio.ch.NioSocketImpl";

  /** As on a JDK that shuts down in another way: its sockets must not be woven by halves. */
  @Test
  void weave_classWithoutSuchACall_isRefused() {
    byte[] other =
        new ByteBuddy()
            .subclass(Object.class)
            .name(SOCKET)
            .defineMethod("park", void.class)
            .withParameters(FileDescriptor.class, int.class, long.class)
            .intercept(StubMethod.INSTANCE)
            .make()
            .getBytes();

    assertThatThrownBy(() -> ClassWeaver.ofThisJvm().weave(SOCKET, other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(SOCKET + ": no call of Net.shutdown");
  }
}
