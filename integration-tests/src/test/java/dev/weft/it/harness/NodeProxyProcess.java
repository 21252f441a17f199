package dev.weft.it.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The node proxy's own jar, as a process. */
public final class NodeProxyProcess implements AutoCloseable {
  private final JvmProcess process;

  private NodeProxyProcess(JvmProcess process) {
    this.process = process;
  }

  /** Starts it with that file of settings, and waits until its ports are open. */
  public static NodeProxyProcess start(Path settings) {
    return start(settings, builder -> builder);
  }

  /** As {@link #start(Path)}, with further options of its JVM. */
  public static NodeProxyProcess start(Path settings, List<String> options) {
    return start(settings, builder -> builder.options(options));
  }

  /** As {@link #start(Path)}, with further variables of its environment. */
  public static NodeProxyProcess start(Path settings, Map<String, String> environment) {
    return start(settings, builder -> builder.environment(environment));
  }

  /** As {@link #start(Path)}, in the network namespace of that name. */
  public static NodeProxyProcess start(Path settings, String networkNamespace) {
    return start(settings, builder -> builder.in(networkNamespace));
  }

  /** As {@link #start(Path, String)}, on {@code jdk}. */
  public static NodeProxyProcess start(Path settings, String networkNamespace, Jdk jdk) {
    return start(settings, jdk, builder -> builder.in(networkNamespace));
  }

  /** As {@link #start(Path)}, on {@code jdk}, by a command that executes what follows it. */
  public static NodeProxyProcess start(Path settings, Jdk jdk, List<String> command) {
    return start(settings, jdk, builder -> builder.by(command));
  }

  private static NodeProxyProcess start(Path settings, UnaryOperator<JvmProcess.Builder> place) {
    Jdk running = new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return start(settings, running, place);
  }

  private static NodeProxyProcess start(
      Path settings, Jdk jdk, UnaryOperator<JvmProcess.Builder> place) {
    JvmProcess process =
        place
            .apply(JvmProcess.on(jdk))
            .options(LostBuffers.OPTIONS)
            .startJar(
                Path.of(System.getProperty("weft.node-proxy.jar")), List.of(settings.toString()));
    process.awaitLine("event=proxy\\.started");
    return new NodeProxyProcess(process);
  }

  /** The ports that are open, in the order of the listeners. */
  public List<Integer> ports() {
    Matcher lines =
        Pattern.compile("event=listener\\.open listen=\\S+ at=\\S*:(\\d+)")
            .matcher(process.stdout());
    return lines.results().map(line -> Integer.valueOf(line.group(1))).toList();
  }

  /** Where its admin pages are, on loopback. */
  public int adminPort() {
    return Integer.parseInt(process.awaitLine("event=admin\\.open at=\\S*:(\\d+)").group(1));
  }

  /** Its process. */
  public JvmProcess process() {
    return process;
  }

  /** Ends it, and fails the test when it has lost buffers until then. */
  @Override
  public void close() {
    try {
      LostBuffers.assertNone(process);
    } finally {
      process.close();
    }
  }
}
