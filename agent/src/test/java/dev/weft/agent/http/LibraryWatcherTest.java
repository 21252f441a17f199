package dev.weft.agent.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.http.jdkserver.JdkServerLibrary;
import dev.weft.agent.http.netty.NettyLibrary;
import dev.weft.agent.http.tomcat.TomcatLibrary;
import dev.weft.bootstrap.http.Anchored;
import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Linked;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.report.Unprotected;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the libraries' own class files. */
class LibraryWatcherTest {
  /** What is on this class path. */
  private static final Map<String, ServerLibrary> WOVEN =
      Described.servers().stream()
          .filter(it -> !it.equals(JdkServerLibrary.LIBRARY))
          .filter(it -> !EarlierJettyTest.describes(it))
          .collect(Collectors.toMap(ServerLibrary::name, it -> it));

  private static final String ADAPTER = "org.apache.catalina.connector.CoyoteAdapter";
  private static final String REQUEST = "org.apache.coyote.Request";

  private final EventLog log = EventLog.to(null, LogLevel.INFO);
  private final Faults faults = new Faults(log);
  private final Unprotected unprotected = new Unprotected(log);

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("copies")
  void transform_knownLibrary_fitsAndIsVerified(String name, String prefix) throws Exception {
    ServerLibrary library = requireNonNull(WOVEN.get(name));
    WeavingLoader loader = loader(prefix, library);

    for (LibraryClass type : library.classes()) {
      // Initialised, so that the JVM verifies every method of it.
      Class<?> woven = Class.forName(prefix + type.name(), true, loader);
      assertThat(woven.getClassLoader()).isSameAs(loader);
    }
    for (String helper : library.helpers()) {
      String there =
          prefix + library.home() + ".Weft" + helper.substring(helper.lastIndexOf('.') + 1);
      assertThat(Class.forName(there, true, loader).getClassLoader()).isSameAs(loader);
    }

    assertThat(unprotected.snapshot()).isEmpty();
    assertThat(faults.counts()).isEmpty();
  }

  static Stream<Arguments> copies() {
    return WOVEN.keySet().stream()
        .flatMap(name -> Stream.of("", "shop.shaded.").map(prefix -> Arguments.of(name, prefix)));
  }

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

  @Test
  void transform_nettysDecoder_getsTheMethodThatItInherits() throws Exception {
    WeavingLoader loader = loader("", NettyLibrary.LIBRARY);

    Class<?> decoder = loader.loadClass("io.netty.handler.codec.http.HttpObjectDecoder");

    Class<?> context = loader.loadClass("io.netty.channel.ChannelHandlerContext");
    assertThat(decoder.getDeclaredMethod("handlerAdded", context)).isNotNull();
  }

  @Test
  void transform_descriptionThatCannotBeRead_leavesTheClassAndSaysSo() throws Exception {
    LibraryIndex index =
        LibraryIndex.ofEntries(
            List.of(
                new LibraryIndex.Entry(
                    REQUEST.replace('.', '/'),
                    () -> {
                      throw new NoClassDefFoundError("dev/weft/Gone");
                    })));
    WeavingLoader loader =
        new WeavingLoader(
            "", TomcatLibrary.LIBRARY.roots(), new LibraryWatcher(index, log, unprotected, faults));

    Class<?> request = loader.loadClass(REQUEST);

    assertThat(Linked.class.isAssignableFrom(request)).isFalse();
    assertThat(faults.counts()).containsKey("http.weave");
    assertThat(unprotected.snapshot()).extracting(Unprotected.Gap::what).containsExactly(REQUEST);
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

    assertThat(unprotected.snapshot())
        .containsExactly(
            new Unprotected.Gap(
                "Odd", "requests are not judged: no gone in org.apache.coyote.Request"));
    assertThat(faults.counts()).isEmpty();
  }

  private static ServerLibrary library(LibraryClass... classes) {
    return new ServerLibrary(
        "Odd", List.of("org.apache."), "org.apache.coyote", List.of(), List.of(classes));
  }

  private WeavingLoader loader(String prefix, ServerLibrary library) {
    return new WeavingLoader(
        prefix,
        library.roots(),
        new LibraryWatcher(LibraryIndex.of(List.of(library)), log, unprotected, faults));
  }
}
