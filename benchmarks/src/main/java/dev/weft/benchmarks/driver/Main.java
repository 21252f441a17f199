package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Figures;
import dev.weft.benchmarks.figures.Tables;
import dev.weft.benchmarks.figures.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Measures what the mesh costs whole programs, and prints the tables as Markdown; progress goes to
 * stderr. Run it by the script {@code benchmarks/run}, which builds what is needed; its arguments
 * are {@link Options}. Linux only, since CPU time is read from {@code /proc}.
 */
public final class Main {
  private static final int WRONG_ARGUMENT = 2;

  private Main() {}

  /**
   * Properties {@code weft.agent.jar}, {@code weft.policy-server.jar} and {@code weft.otel.jar}
   * name the jars.
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, GeneralSecurityException {
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_ARGUMENT);
      return;
    }
    Path folder = Children.folder("weft-benchmarks");
    if (options.recordings() != null) {
      Files.createDirectories(options.recordings());
    }
    run(options, folder);
  }

  private static void run(Options options, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Jdk own = Jdk.find(Runtime.version().feature());
    Path keyStores = Files.createDirectory(folder.resolve("tls"));
    KeyStores.make(own, keyStores);
    Path server = Path.of(System.getProperty("weft.policy-server.jar"));
    Path agent = Path.of(System.getProperty("weft.agent.jar"));
    try (Sink sink = Sink.start();
        Mesh mesh = Mesh.start(own, server, agent, folder)) {
      mesh.mode(Launcher.namespace(Variant.UNMESHED), "DISABLE");
      mesh.mode(Launcher.namespace(Variant.MESHED), "STRICT");
      mesh.mode(Launcher.namespace(Variant.JUDGED), "STRICT");
      RequestPolicies.create(mesh, Launcher.namespace(Variant.JUDGED));
      System.out.println("Machine: " + Machine.describe());
      for (int feature : options.jdks()) {
        Jdk jdk = Jdk.find(feature);
        Launcher launcher = new Launcher(jdk, mesh, folder, keyStores, sink, options);
        for (Load load : options.loads()) {
          String before = Machine.load();
          Figures figures = new Experiment(launcher, load, sink, options).run();
          System.out.printf("%n### %s, JDK %s%n%n", load.title(), jdk.version());
          System.out.println(Tables.values(figures));
          System.out.println(Tables.aims(figures));
          System.out.println(Tables.allowances(figures));
          System.out.printf("Load average before %s, after %s.%n", before, Machine.load());
        }
      }
    }
  }
}
