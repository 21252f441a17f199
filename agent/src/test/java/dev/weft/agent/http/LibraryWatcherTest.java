package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.netty.NettyLibrary;
import dev.weft.agent.http.netty.http2.NettyHttp2Library;
import dev.weft.agent.http.tomcat.TomcatLibrary;
import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.report.LogLevel;
import dev.weft.agent.report.Unprotected;
import dev.weft.bootstrap.http.Anchored;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Linked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On Tomcat's own class files. */
class LibraryWatcherTest {
  private static final String ADAPTER = "org.apache.catalina.connector.CoyoteAdapter";
  private static final String REQUEST = "org.apache.coyote.Request";

  private final AgentLog log = AgentLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  @ParameterizedTest
  @ValueSource(strings = {"", "shop.shaded."})
  void transform_fittingLibrary_everyClassIsWovenAndLinks(String prefix) throws Exception {
    WeavingLoader loader = loader(prefix, TomcatLibrary.LIBRARY);

    for (LibraryClass type : TomcatLibrary.LIBRARY.classes()) {
      // Initialised, so that the JVM verifies every method of it.
      Class<?> woven = Class.forName(prefix + type.name(), true, loader);
      assertThat(woven.getClassLoader()).isSameAs(loader);
    }

    assertThat(Guarded.class).isAssignableFrom(loader.loadClass(prefix + ADAPTER));
    assertThat(Linked.class).isAssignableFrom(loader.loadClass(prefix + REQUEST));
    assertThat(Anchored.class)
        .isAssignableFrom(
            loader.loadClass(prefix + "org.apache.tomcat.util.net.SocketWrapperBase"));
    assertThat(unprotected.snapshot()).isEmpty();
    assertThat(faults.counts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "io.grpc.netty.shaded."})
  void transform_netty_everyClassIsWovenAndHelpersAreVerified(String prefix) throws Exception {
    for (ServerLibrary library : List.of(NettyLibrary.LIBRARY, NettyHttp2Library.LIBRARY)) {
      WeavingLoader loader = loader("io.netty.", prefix, library);
      for (LibraryClass type : library.classes()) {
        Class<?> woven = Class.forName(prefix + type.name(), true, loader);
        assertThat(woven.getClassLoader()).isSameAs(loader);
      }
      for (String helper : library.helpers()) {
        String simple = helper.substring(helper.lastIndexOf('.') + 1);
        String name = prefix + library.home() + ".Weft" + simple;
        assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
      }
    }
    assertThat(unprotected.snapshot()).isEmpty();
    assertThat(faults.counts()).isEmpty();
  }

  @Test
  void transform_nettysDecoder_getsTheMethodThatItInherits() throws Exception {
    WeavingLoader loader = loader("io.netty.", "", NettyLibrary.LIBRARY);

    Class<?> decoder = loader.loadClass("io.netty.handler.codec.http.HttpObjectDecoder");

    Class<?> context = loader.loadClass("io.netty.channel.ChannelHandlerContext");
    assertThat(decoder.getDeclaredMethod("handlerAdded", context)).isNotNull();
  }

  @Test
  void transform_firstClass_loadsNoneOfTheLibrary() throws Exception {
    WeavingLoader loader = loader("", TomcatLibrary.LIBRARY);

    Class<?> unused = Class.forName("org.apache.tomcat.util.net.SocketWrapperBase", false, loader);

    assertThat(loader.loaded()).containsExactly("org.apache.tomcat.util.net.SocketWrapperBase");
  }

  @Test
  void transform_helpers_areOfTheLibrarysLoaderAndPackage() throws Exception {
    WeavingLoader loader = loader("shop.", TomcatLibrary.LIBRARY);

    Class<?> unused = loader.loadClass("shop." + REQUEST);

    Class<?> helper =
        Class.forName("shop.org.apache.catalina.connector.WeftTomcatRequests", true, loader);
    assertThat(helper.getClassLoader()).isSameAs(loader);
    assertThat(helper.getMethods()[0].getParameterTypes()[0].getName()).startsWith("shop.");
  }

  @Test
  void transform_missingField_leavesAllOfItUntouched() throws Exception {
    ServerLibrary unfit =
        library(
            LibraryClass.of(ADAPTER, new Weave.Guard()),
            LibraryClass.of(REQUEST, new Weave.Link("nothing")));
    WeavingLoader loader = loader("", unfit);

    assertThat(loader.loadClass(ADAPTER).getInterfaces()).doesNotContain(Guarded.class);
    assertThat(loader.loadClass(REQUEST).getInterfaces()).doesNotContain(Linked.class);

    assertThat(unprotected.snapshot())
        .containsExactly(
            new Unprotected.Gap(
                "Odd", "requests are not judged: no nothing in org.apache.coyote.Request"));
  }

  @Test
  void transform_missingClass_leavesAllOfItUntouched() throws Exception {
    ServerLibrary unfit =
        library(
            LibraryClass.of(ADAPTER, new Weave.Guard()),
            LibraryClass.of("org.apache.coyote.Gone", new Weave.Guard()));
    WeavingLoader loader = loader("", unfit);

    assertThat(loader.loadClass(ADAPTER).getInterfaces()).doesNotContain(Guarded.class);

    assertThat(unprotected.snapshot()).hasSize(1);
  }

  @Test
  void transform_missingMethod_leavesAllOfItUntouched() throws Exception {
    ServerLibrary unfit =
        library(
            LibraryClass.of(ADAPTER, new Weave.Guard()),
            LibraryClass.of(
                REQUEST,
                new Weave.Inline(
                    "gone", List.of(), "dev.weft.agent.http.tomcat.EndpointAdvice$Accepted")));
    WeavingLoader loader = loader("", unfit);

    assertThat(loader.loadClass(ADAPTER).getInterfaces()).doesNotContain(Guarded.class);

    assertThat(unprotected.snapshot()).hasSize(1);
    assertThat(faults.counts()).containsKey("http.prepare");
  }

  private static ServerLibrary library(LibraryClass... classes) {
    return new ServerLibrary(
        "Odd", List.of("org.apache."), "org.apache.coyote", List.of(), List.of(classes));
  }

  private WeavingLoader loader(String prefix, ServerLibrary library) {
    return loader("org.apache.", prefix, library);
  }

  private WeavingLoader loader(String root, String prefix, ServerLibrary library) {
    return new WeavingLoader(
        root, prefix, new LibraryWatcher(List.of(library), log, unprotected, faults));
  }
}
