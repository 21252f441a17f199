package dev.weft.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.testing.ForkedJvm;
import dev.weft.agent.testing.TestJar;
import dev.weft.agent.testing.TestJdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged agent carries contexts through every kind of executor, and to nobody else. */
class ContextIT {
  private static final List<Class<?>> PROGRAM =
      List.of(
          ContextProgram.class,
          Requests.class,
          ForkJoinCases.class,
          StageCases.class,
          TransparencyCases.class,
          VirtualThreadCases.class);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TestJdk.class)
  void everyWayToHandWorkOver_thousandRequests_eachUnderItsOwnContext(TestJdk jdk)
      throws Exception {
    Class<?>[] classes =
        PROGRAM.stream()
            .flatMap(type -> Stream.of(type.getNestMembers()))
            .distinct()
            .toArray(Class<?>[]::new);
    Path jar = TestJar.write(folder.resolve("program.jar"), Map.of(), classes);

    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder)
            .withAgent()
            .with(jdk == TestJdk.JDK_17 ? "-Xshare:auto" : "--enable-preview")
            .with("-Xmx256m", "-cp", jar.toString(), ContextProgram.class.getName())
            .run();

    assertThat(result.out()).contains(" wrong 0\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
  }
}
