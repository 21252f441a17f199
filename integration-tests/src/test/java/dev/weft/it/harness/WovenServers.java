package dev.weft.it.harness;

import dev.weft.it.programs.GrpcAnything;
import dev.weft.it.programs.HttpServerSeeing;
import dev.weft.it.programs.VertxSeeing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server on each stack that is woven, and one behind the node proxy, all of them the same
 * workload.
 */
public final class WovenServers implements AutoCloseable {
  private final Map<String, JvmProcess> processes = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private @Nullable NodeProxyProcess proxy;

  private WovenServers() {}

  /**
   * Starts them.
   *
   * @param settings of their agents
   */
  public static WovenServers start(
      TestMesh mesh, String namespace, String serviceAccount, String settings) throws IOException {
    WovenServers servers = new WovenServers();
    for (Stack stack : Stack.values()) {
      servers.processes.put(
          stack.name(), stack.start(mesh.agent(namespace, serviceAccount, settings).options()));
    }
    servers.processes.forEach((name, server) -> servers.ports.put(name, server.awaitPort()));
    servers.startBehindProxy(mesh, namespace, serviceAccount, settings);
    return servers;
  }

  private void startBehindProxy(
      TestMesh mesh, String namespace, String serviceAccount, String settings) throws IOException {
    JvmProcess program =
        JvmProcess.on(Jdks.require(17))
            .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
    processes.put("NODE_PROXY", program);
    String labels = settings.replace("labels=", "").replace("=", ": ").replace(";", ", ");
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http}";
    NodeProxyProcess started =
        mesh.nodeProxy(
            namespace,
            serviceAccount,
            "{" + labels + "}",
            List.of(listener.formatted(program.awaitPort())));
    proxy = started;
    ports.put("NODE_PROXY", started.ports().get(0));
  }

  /** Their ports, by the names of the stacks. */
  public Map<String, Integer> ports() {
    return ports;
  }

  /** Whether that stack serves calls of gRPC over HTTP/2, and nothing else. */
  public static boolean isOfCalls(String stack) {
    return stack.equals(Stack.GRPC_OKHTTP.name());
  }

  /** What they have written to standard error. */
  public String stderr() {
    StringBuilder text = new StringBuilder();
    processes.values().forEach(server -> text.append(server.stderr()));
    return text.toString();
  }

  @Override
  public void close() {
    if (proxy != null) {
      proxy.close();
    }
    processes.values().forEach(JvmProcess::close);
  }

  private enum Stack {
    TOMCAT {
      @Override
      JvmProcess start(List<String> options) {
        return TomcatRelease.V10.start(Jdks.require(17), options, "HTTP/1.1");
      }
    },
    JETTY {
      @Override
      JvmProcess start(List<String> options) {
        return JettyRelease.V12_1.start(Jdks.require(17), options, "jetty");
      }
    },
    JETTY_9 {
      @Override
      JvmProcess start(List<String> options) {
        return EarlierJettyRelease.V9_4.start(Jdks.require(17), options);
      }
    },
    UNDERTOW {
      @Override
      JvmProcess start(List<String> options) {
        return UndertowRelease.V2_4.start(Jdks.require(17), options);
      }
    },
    NETTY {
      @Override
      JvmProcess start(List<String> options) {
        return NettyRelease.V42.start(Jdks.require(25), options, "codec");
      }
    },
    VERTX {
      @Override
      JvmProcess start(List<String> options) {
        return JvmProcess.on(Jdks.require(17))
            .options(options)
            .start(
                ClassPath.with(List.of("vertx-", "netty-", "jackson-core")),
                VertxSeeing.class,
                List.of("0"));
      }
    },
    GRPC_OKHTTP {
      @Override
      JvmProcess start(List<String> options) {
        return GrpcRelease.OKHTTP.start(
            Jdks.require(17), options, GrpcAnything.class, List.of("0"));
      }
    },
    JDK {
      @Override
      JvmProcess start(List<String> options) {
        return JvmProcess.on(Jdks.require(25))
            .options(options)
            .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
      }
    };

    abstract JvmProcess start(List<String> options);
  }
}
