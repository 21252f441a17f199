package dev.weft.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.GrpcClient;
import dev.weft.it.programs.GrpcServer;
import dev.weft.it.programs.NettyHttp2Asking;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC on OkHttp's codec: calls on one connection, each judged by itself. */
class GrpcOkHttpRequestPolicyTest {
  private static final String COMPILED = "1.76.0";

  private static final String RULE =
      """
      {"action":"DENY","rules":[{"from":[{"source":{"principals":["*/ns/front/sa/client"]}}],
       "to":[{"operation":{"paths":["*/Closed"]}}]}]}
      """;

  private static final String REASON = "RBAC: access denied: explicit-deny by back/rule[0]";

  /** All of gRPC but its copy of Netty, which would be taken first. */
  private static String classPath(String release) {
    List<String> names =
        new ArrayList<>(List.of("guava", "failureaccess", "perfmark-", "gson", "annotations-"));
    List<String> jars =
        new ArrayList<>(
            List.of("grpc-okhttp-" + release, "okio-jvm-3.16.4", "kotlin-stdlib-2.2.21"));
    for (String name : List.of("grpc-api", "grpc-context", "grpc-core", "grpc-stub", "grpc-util")) {
      if (release.equals(COMPILED)) {
        names.add(name);
      } else {
        jars.add(name + "-" + release);
      }
    }
    StringBuilder path = new StringBuilder(ClassPath.with(names));
    for (String jar : jars) {
      path.append(File.pathSeparator)
          .append(Path.of(System.getProperty("weft.test.releases"), jar + ".jar"));
    }
    return path.toString();
  }

  @ParameterizedTest(name = "JDK {0}, gRPC {1}")
  @CsvSource({"17, 1.58.0", "25, " + COMPILED})
  void calls_deniedMethod_isPermissionDeniedAndTheConnectionGoesOn(
      int feature, String release, @TempDir Path folder) throws Exception {
    String classPath = classPath(release);
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin().authorize("back", "rule", RULE);
      try (JvmProcess server =
          JvmProcess.on(Jdks.require(feature))
              .options(mesh.agent("back", "server").options())
              .start(classPath, GrpcServer.class, List.of("0"))) {
        int port = server.awaitPort();
        // Each denied message is larger than the window of the connection.
        JvmProcess client =
            JvmProcess.on(Jdks.require(feature))
                .options(mesh.agent("front", "client").options())
                .start(
                    classPath,
                    GrpcClient.class,
                    List.of(
                        "" + port,
                        "Open:5",
                        "Closed:5",
                        "Closed:3000000",
                        "Closed:3000000",
                        "Open:3000000"));

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout().lines())
            .startsWith("answer saw 5")
            .endsWith("answer saw 3000000")
            .filteredOn(line -> line.startsWith("answer PERMISSION_DENIED "))
            .hasSize(3);
        assertThat(client.stdout()).contains(REASON);

        JvmProcess asking =
            JvmProcess.on(Jdks.require(feature))
                .options(mesh.agent("front", "client").options())
                .start(
                    ClassPath.with(List.of("netty-")),
                    NettyHttp2Asking.class,
                    List.of("" + port, "/shop.Orders/Closed", "/shop.Orders/Closed;a"));
        assertThat(asking.awaitExit()).as(asking::transcript).isZero();
        assertThat(asking.stdout().lines())
            .satisfiesExactly(
                one -> assertThat(one).startsWith("answer 403 ").contains(REASON),
                two -> assertThat(two).startsWith("answer 400 "));
        assertThat(server.stderr()).isEmpty();
      }
    }
  }
}
