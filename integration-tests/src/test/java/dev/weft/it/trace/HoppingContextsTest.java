package dev.weft.it.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.CoroutineContexts;
import dev.weft.it.programs.ReactorContexts;
import dev.weft.it.programs.RxJava2Contexts;
import dev.weft.it.programs.RxJava3Contexts;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Libraries whose work hops from thread to thread: hundreds of callers at once each find their own
 * trace wherever their work comes to run, and nothing is left on a thread at the end.
 */
class HoppingContextsTest {
  private static final Map<String, Class<?>> PROGRAMS =
      Map.of(
          "Reactor",
          ReactorContexts.class,
          "RxJava 2",
          RxJava2Contexts.class,
          "RxJava 3",
          RxJava3Contexts.class,
          "Kotlin coroutines",
          CoroutineContexts.class);

  private static final String VIRTUAL_THREADS =
      "reactor.schedulers.defaultBoundedElasticOnVirtualThreads=true";

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() {
    mesh = TestMesh.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "{1} on {2}")
  @CsvSource({
    "Reactor, Reactor 3.4.0, 17, reactor-core-3.4.0, ''",
    "Reactor, Reactor 3.4, 17, reactor-core-3.4.41, ''",
    "Reactor, Reactor, 25, '', ''",
    "Reactor, Reactor tasks, 25, '', -D" + VIRTUAL_THREADS,
    "RxJava 2, RxJava 2, 17, rxjava-2.1.0, ''",
    "RxJava 2, RxJava 2, 25, '', ''",
    "RxJava 3, RxJava 3, 17, rxjava-3.0.0, ''",
    "RxJava 3, RxJava 3, 25, '', ''",
    "Kotlin coroutines, Kotlin coroutines 1.4, 17, kotlinx-coroutines-core-jvm-1.4.0, ''",
    "Kotlin coroutines, Kotlin coroutines, 25, '', ''"
  })
  void work_ofManyCallers_findsItsOwnTraceAndLeavesNone(
      String library, String woven, int jdk, String old, String option) throws Exception {
    TestMesh.AgentFlag agent = mesh.agent("front", "hopping");
    List<String> options = new ArrayList<>(agent.options());
    if (!option.isEmpty()) {
      options.add(option);
    }
    try (JvmProcess program =
        JvmProcess.on(Jdks.require(jdk))
            .options(options)
            .start(classPath(old), requireNonNull(PROGRAMS.get(library)), List.of())) {
      assertThat(program.awaitExit()).as(program::transcript).isZero();

      assertThat(program.stdout().lines())
          .hasSizeGreaterThan(8)
          .endsWith("done")
          .allMatch(
              it -> it.matches("\\S+ looks=enough lost=0 wrong=0|\\S+ leaks=0|done"),
              "nothing lost, wrong or left");
      assertThat(program.stderr().lines().filter(it -> !it.startsWith("WARNING: "))).isEmpty();
    }
    assertThat(agent.lines())
        .anySatisfy(it -> assertThat(it).contains("http.library", quoted(woven), "woven"))
        .noneSatisfy(it -> assertThat(it).contains("event=fault"));
  }

  /** Everything, with another release of a library in the place of the one that is there. */
  private static String classPath(String old) {
    String everything = ClassPath.withEverything();
    if (old.isEmpty()) {
      return everything;
    }
    String library = old.substring(0, old.lastIndexOf('-') + 1);
    return Arrays.stream(everything.split(File.pathSeparator, -1))
        .filter(it -> !String.valueOf(Path.of(it).getFileName()).startsWith(library))
        .collect(
            Collectors.joining(
                File.pathSeparator,
                Path.of(System.getProperty("weft.test.releases"), old + ".jar")
                    + File.pathSeparator,
                ""));
  }

  private static String quoted(String name) {
    return name.contains(" ") ? "name=\"" + name + "\" " : "name=" + name + " ";
  }
}
