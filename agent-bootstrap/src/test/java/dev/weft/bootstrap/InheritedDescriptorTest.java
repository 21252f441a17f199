package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.lang.reflect.Constructor;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import org.junit.jupiter.api.Test;

/** A connection that the process was started with is of a class of its own. */
class InheritedDescriptorTest {
  /** It is not closed: that would take the standard streams from this JVM. */
  @Test
  void forbidsZeroCopy_inheritedConnectionOfTheMesh_does() throws Exception {
    try (SocketPair pair = SocketPair.open()) {
      FileDescriptor fd = Descriptors.ofNumber(pair.number());
      SocketChannel inherited = inherited(fd, pair.near().getRemoteAddress());
      assertThat(SocketHooks.forbidsZeroCopy(inherited)).isFalse();

      assertThat(Descriptors.attach(fd, new ReadySocket())).isTrue();

      assertThat(Descriptors.of(inherited)).isSameAs(fd);
      assertThat(SocketHooks.forbidsZeroCopy(inherited)).isTrue();
    }
  }

  private static SocketChannel inherited(FileDescriptor fd, SocketAddress remote)
      throws ReflectiveOperationException {
    Constructor<?> constructor =
        Class.forName("sun.nio.ch.InheritedChannel$InheritedSocketChannelImpl")
            .getDeclaredConstructor(
                SelectorProvider.class, FileDescriptor.class, SocketAddress.class);
    constructor.setAccessible(true);
    return (SocketChannel) constructor.newInstance(SelectorProvider.provider(), fd, remote);
  }
}
