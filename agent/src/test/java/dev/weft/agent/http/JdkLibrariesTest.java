package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.jdkserver.JdkServerLibrary;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On the JDK's own servers and clients, loaded a second time: what the boot loader loads is not
 * verified by the JVM, so that a mistake would show as anything.
 */
class JdkLibrariesTest {
  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  static Stream<Library> libraries() {
    return Stream.of(
        JdkServerLibrary.LIBRARY, UrlConnectionLibrary.LIBRARY, JdkClientLibrary.LIBRARY);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void transform_libraryOfThisJdk_fitsAndIsVerified(Library library) throws Exception {
    LibraryWatcher watcher =
        new LibraryWatcher(LibraryIndex.of(List.of(library)), log, unprotected, faults);
    WeavingLoader loader = new WeavingLoader("", library.roots(), watcher);

    for (LibraryClass type : library.classes()) {
      // To be asked for its methods links a class, which verifies them, and does not initialise it.
      Class<?> woven = Class.forName(type.name(), false, loader);
      assertThat(woven.getDeclaredMethods()).isNotEmpty();
      assertThat(woven.getClassLoader()).isSameAs(loader);
    }

    assertThat(unprotected.snapshot()).isEmpty();
    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void transform_nameOfTheJdksThatEndsAsAnother_isNoRelocatedCopy() {
    LibraryWatcher watcher =
        new LibraryWatcher(
            LibraryIndex.of(List.of(JdkServerLibrary.LIBRARY)), log, unprotected, faults);
    ClassLoader platform = ClassLoader.getPlatformClassLoader();

    // Since JDK 18, beside sun.net.httpserver.Request.
    byte[] woven =
        watcher.transform(
            null, platform, "com/sun/net/httpserver/Request", null, null, new byte[] {1});

    assertThat(woven).isNull();
    assertThat(unprotected.snapshot()).isEmpty();
  }
}
