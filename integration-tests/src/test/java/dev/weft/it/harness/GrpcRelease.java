package dev.weft.it.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A release of grpc-java, with one transport for its servers. */
public enum GrpcRelease {
  /** That of the class path, on its copy of Netty. */
  NETTY(""),
  /** The oldest whose server on OkHttp's codec is supported. */
  OKHTTP_1_58("1.58.0"),
  /** That of the class path, on OkHttp's codec. */
  OKHTTP("1.76.0");

  private static final List<String> BESIDE =
      List.of("guava", "failureaccess", "perfmark-", "gson", "annotations-");
  private static final List<String> CORE =
      List.of("grpc-api", "grpc-context", "grpc-core", "grpc-stub", "grpc-util");

  private final String okHttp;

  GrpcRelease(String okHttp) {
    this.okHttp = okHttp;
  }

  /** Starts a program on this release. */
  public JvmProcess start(Jdk jdk, List<String> options, Class<?> main, List<String> arguments) {
    return JvmProcess.on(jdk).options(options).start(classPath(), main, arguments);
  }

  /** The programs and what a server needs; where it is on OkHttp, no copy of Netty. */
  private String classPath() {
    List<String> names = new ArrayList<>(BESIDE);
    if (this == NETTY) {
      names.add("grpc-");
      return ClassPath.with(names);
    }
    List<String> jars =
        new ArrayList<>(
            List.of("grpc-okhttp-" + okHttp, "okio-jvm-3.16.4", "kotlin-stdlib-2.2.21"));
    for (String name : CORE) {
      if (this == OKHTTP) {
        names.add(name);
      } else {
        jars.add(name + "-" + okHttp);
      }
    }
    StringBuilder path = new StringBuilder(ClassPath.with(names));
    for (String jar : jars) {
      path.append(File.pathSeparator)
          .append(Path.of(System.getProperty("weft.test.releases"), jar + ".jar"));
    }
    return path.toString();
  }
}
