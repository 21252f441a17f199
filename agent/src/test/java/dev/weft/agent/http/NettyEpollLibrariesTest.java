package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.NativeTransports;
import dev.weft.bootstrap.nativenet.Meshed;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On Netty's own class files, and on relocated copies of them. */
class NettyEpollLibrariesTest {
  private static final String EPOLL = "io.netty.channel.epoll.Epoll";

  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  private WeavingLoader loader(String prefix, List<TransportLibrary> libraries) {
    return new WeavingLoader(
        prefix,
        List.of("io.netty."),
        new LibraryWatcher(LibraryIndex.of(libraries), log, unprotected, faults));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop.shaded."})
  void transform_itsClasses_areAllWoven(String prefix) throws Exception {
    WeavingLoader loader = loader(prefix, Described.transports());

    for (TransportLibrary library : Described.transports()) {
      for (LibraryClass type : library.classes()) {
        Class<?> woven = Class.forName(prefix + type.name(), false, loader);
        assertThat(woven.getInterfaces()).contains(Meshed.class);
        // Links and verifies every method, without loading native code.
        assertThat(woven.getDeclaredMethods()).isNotNull();
      }
    }

    assertThat(faults.counts()).isEmpty();
    assertThat(NativeTransports.isMeshed(Class.forName(prefix + EPOLL, false, loader))).isTrue();
  }

  @Test
  void isMeshed_nothingWoven_isFalse() throws Exception {
    WeavingLoader loader = loader("", List.of());

    assertThat(NativeTransports.isMeshed(Class.forName(EPOLL, false, loader))).isFalse();
  }

  @Test
  void transform_oneClassMissing_isNotMeshed() throws Exception {
    WeavingLoader loader = loader("", List.of(Described.transports().get(1)));

    assertThat(NativeTransports.isMeshed(Class.forName(EPOLL, false, loader))).isFalse();
  }

  @Test
  void transform_unknownNative_isLeftAloneAndNotMeshed() throws Exception {
    TransportLibrary sockets = Described.transports().get(0);
    TransportLibrary older =
        new TransportLibrary(
            sockets.name(),
            sockets.roots(),
            sockets.home(),
            sockets.helpers(),
            sockets.classes(),
            Set.of("open", "close", "newPipe"));
    WeavingLoader loader = loader("", List.of(older, Described.transports().get(1)));

    assertThat(NativeTransports.isMeshed(Class.forName(EPOLL, false, loader))).isFalse();
    assertThat(faults.counts()).isEmpty();
  }
}
