package dev.weft.it.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The policy server's own jar, as a process. */
public final class PolicyServerProcess implements AutoCloseable {
  private static final String READY = "https://[0-9.]+:([1-9]\\d*)";

  private static final Path JAR = Path.of(System.getProperty("weft.policy-server.jar", ""));
  private static final Jdk RUNNING =
      new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));

  private final List<String> options;
  private final String host;
  private final Path dataDir;
  private final Map<String, String> settings;
  private JvmProcess process;
  private final int port;

  private PolicyServerProcess(
      List<String> options, String host, Path dataDir, Map<String, String> settings) {
    this.options = options;
    this.host = host;
    this.dataDir = dataDir;
    this.settings = settings;
    this.process = launch(0);
    this.port = Integer.parseInt(process.awaitLine(READY).group(1));
  }

  /**
   * Starts a server on any free port of loopback and waits until it is ready.
   *
   * @param settings further settings, by their names without {@code weft.}
   */
  public static PolicyServerProcess start(Path dataDir, Map<String, String> settings) {
    return start("127.0.0.1", dataDir, settings);
  }

  /** As {@link #start(Path, Map)}, at the address {@code host}. */
  public static PolicyServerProcess start(String host, Path dataDir, Map<String, String> settings) {
    return new PolicyServerProcess(Shared.CLASS_DATA.options(), host, dataDir, settings);
  }

  /** Starts one with {@code options}, has it do what all of them do, and ends it. */
  private static void exercise(List<String> options) {
    try {
      Path folder = Files.createTempDirectory("weft-exercise");
      try (PolicyServerProcess server =
          new PolicyServerProcess(options, "127.0.0.1", folder.resolve("data"), Map.of())) {
        server.admin().mode("shop", "STRICT");
        String unused = server.admin().joinToken("shop", "orders", "1m", 1);
        server.process.terminate();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new IllegalStateException("no folder for a policy server", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private JvmProcess launch(int onPort) {
    List<String> options = new ArrayList<>(this.options);
    options.add("-Dweft.listen=" + host + ":" + onPort);
    options.add("-Dweft.data.dir=" + dataDir);
    settings.forEach((name, value) -> options.add("-Dweft." + name + "=" + value));
    return JvmProcess.on(RUNNING).options(options).startJar(JAR, List.of());
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Starts again on the same data and port, and waits until it is ready. */
  public void restart() {
    process = launch(port);
    process.awaitLine(READY);
  }

  /** Where the server listens. */
  public URI address() {
    return URI.create("https://" + host + ":" + port);
  }

  /** What a person can do with it. */
  public Admin admin() {
    return new Admin(calls(nobody()).as(adminToken()));
  }

  /** Calls with some credentials and no bearer token. */
  public HttpCalls calls(Credentials credentials) {
    return new HttpCalls(address(), credentials, null);
  }

  /** Somebody who trusts the server's CA and has no certificate. */
  public Credentials nobody() {
    try {
      return Credentials.trusting(Files.readString(dataDir.resolve("ca.pem")));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("ca.pem cannot be read", e);
    }
  }

  /** What the server has written so far. */
  public String transcript() {
    return process.transcript();
  }

  private String adminToken() {
    try {
      return Files.readString(dataDir.resolve("admin.token")).strip();
    } catch (IOException e) {
      throw new IllegalStateException("admin.token cannot be read", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /** Made when the first server is to be started. */
  private static final class Shared {
    static final ClassDataArchive CLASS_DATA =
        ClassDataArchive.of(JAR, RUNNING, PolicyServerProcess::exercise);

    private Shared() {}
  }
}
