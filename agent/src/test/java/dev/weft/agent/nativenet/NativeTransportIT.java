package dev.weft.agent.nativenet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.testing.ForkedJvm;
import dev.weft.agent.testing.TestJar;
import dev.weft.agent.testing.TestJdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeTransportIT {
  private static final String PROGRAM = EpollProgram.class.getName();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void isAvailable_withoutAgent_isTrue(TestJdk jdk) throws Exception {
    ForkedJvm.Result result = new ForkedJvm(jdk, folder).with("-cp", classPath(), PROGRAM).run();

    assertThat(result.out()).isEqualTo("available: true\ncause: null\ninsisted: granted\n");
  }

  @ParameterizedTest
  @EnumSource
  void isAvailable_byDefault_isTrue(TestJdk jdk) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder).withAgent().with("-cp", classPath(), PROGRAM).run();

    assertThat(result.out()).isEqualTo("available: true\ncause: null\ninsisted: granted\n");
  }

  @ParameterizedTest
  @EnumSource
  void isAvailable_off_isFalseAndSaysWhy(TestJdk jdk) throws Exception {
    ForkedJvm.Result result =
        new ForkedJvm(jdk, folder).withAgent("native=off").with("-cp", classPath(), PROGRAM).run();

    String reason =
        "native transport: switched off by the Weft agent, which cannot protect it"
            + " (expected: the NIO transport)";
    assertThat(result.out())
        .isEqualTo(
            "available: false\ncause: java.lang.UnsupportedOperationException: "
                + reason
                + "\ninsisted: "
                + reason
                + "\n");
  }

  /** The program and Netty, without the agent's classes, which must come from its jar. */
  private String classPath() throws IOException {
    Path program = TestJar.write(folder.resolve("program.jar"), Map.of(), EpollProgram.class);
    String netty =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.contains("netty-"))
            .collect(Collectors.joining(File.pathSeparator));
    return program + File.pathSeparator + netty;
  }
}
