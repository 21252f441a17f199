package dev.weft.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** A program in a JVM of its own, with what it writes. Ends with the test at the latest. */
public final class JvmProcess implements AutoCloseable {
  /** How long a program may take for anything, on a machine that is busy. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration DUMP_PATIENCE = Duration.ofSeconds(5);

  /** Of this JVM's tests. */
  private static final Set<JvmProcess> RUNNING = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Process process;
  private final Output stdout;
  private final Output stderr;

  private JvmProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.stdout = Output.of(process.getInputStream(), name + "-stdout");
    this.stderr = Output.of(process.getErrorStream(), name + "-stderr");
  }

  private static JvmProcess watched(String name, Process process) {
    JvmProcess watched = new JvmProcess(name, process);
    RUNNING.add(watched);
    CompletableFuture<Void> unused = process.onExit().thenRun(() -> RUNNING.remove(watched));
    return watched;
  }

  /** Starts to describe a program on {@code jdk}. */
  public static Builder on(Jdk jdk) {
    return new Builder(jdk);
  }

  /** The first line of stdout in which {@code pattern} is found; fails the test without one. */
  public Matcher awaitLine(String pattern) {
    return awaitLine(pattern, PATIENCE);
  }

  /** As {@link #awaitLine(String)}, for what may take as long as {@code limit}. */
  public Matcher awaitLine(String pattern, Duration limit) {
    return stdout.await(Pattern.compile(pattern), limit).orElseGet(() -> missing(pattern, limit));
  }

  /** As {@link #awaitLine}, of stderr. */
  public Matcher awaitErrorLine(String pattern) {
    return stderr
        .await(Pattern.compile(pattern), PATIENCE)
        .orElseGet(() -> missing(pattern, PATIENCE));
  }

  private Matcher missing(String pattern, Duration limit) {
    return Assertions.fail(
        "%s: no line with %s (expected: one within %s)%n%s"
            .formatted(name, pattern, limit, transcriptsOfAll()));
  }

  /** The port that a server program says it listens on. */
  public int awaitPort() {
    return Integer.parseInt(awaitLine("^listening (\\d+)$").group(1));
  }

  /** Everything on stdout so far. */
  public String stdout() {
    return stdout.text();
  }

  /** Everything on stderr so far. */
  public String stderr() {
    return stderr.text();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the program has ended by itself; fails the test when it does not. */
  public int awaitExit() {
    return awaitExit(PATIENCE);
  }

  /** As {@link #awaitExit()}, for a program that may take as long as {@code limit}. */
  public int awaitExit(Duration limit) {
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)
          && stdout.awaitEnd(PATIENCE)
          && stderr.awaitEnd(PATIENCE)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Assertions.fail(
        "%s: still running (expected: to end within %s)%n%s"
            .formatted(name, limit, transcriptsOfAll()));
  }

  /** Where the threads of every program are that runs: what it waits for may be another's doing. */
  private String transcriptsOfAll() {
    RUNNING.forEach(JvmProcess::printThreads);
    return transcript()
        + RUNNING.stream()
            .filter(other -> other != this)
            .map(JvmProcess::transcript)
            .collect(Collectors.joining());
  }

  /** Has the JVM write on its stdout where its threads are, as SIGQUIT does. */
  private void printThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", "" + pid()).start().waitFor();
      stdout.await(Pattern.compile("^JNI global refs: "), DUMP_PATIENCE);
    } catch (IOException e) {
      // The transcript has to do without.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a line to the program's standard input. */
  public void writeLine(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not listen: " + transcript(), e);
    }
  }

  /** Ends the standard input, which asks a server program to stop, and waits until it has. */
  public int stop() {
    endInput();
    return awaitExit();
  }

  /** Ends the standard input, which asks a server program to stop. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Already gone; how it ended is told to whoever waits for that.
    }
  }

  /** Asks the program to stop, as {@code kill} does, and waits until it has. */
  public int terminate() {
    // Not Process.destroy(): that would close the streams, with what is still to be read.
    process.toHandle().destroy();
    return awaitExit();
  }

  /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Both streams, for the message of a failed test. */
  public String transcript() {
    return "--- %s stdout%n%s--- %s stderr%n%s".formatted(name, stdout(), name, stderr());
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  /** Describes a program. Not thread-safe. */
  public static final class Builder {
    private final Jdk jdk;
    private final List<String> options = new ArrayList<>();
    private final List<String> place = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    private Builder(Jdk jdk) {
      this.jdk = jdk;
    }

    /** Adds options of the JVM. */
    public Builder options(List<String> more) {
      options.addAll(more);
      return this;
    }

    /** Adds variables of its environment. */
    public Builder environment(Map<String, String> more) {
      variables.putAll(more);
      return this;
    }

    /** Starts it in the network namespace of that name. */
    public Builder in(String networkNamespace) {
      place.addAll(List.of("ip", "netns", "exec", networkNamespace));
      return this;
    }

    /** Starts it by {@code command}, which executes what follows it in its own place. */
    public Builder by(List<String> command) {
      place.addAll(command);
      return this;
    }

    /** As the user of that number, who may read the files of all others. */
    public Builder as(int user) {
      place.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
      place.addAll(List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"));
      return this;
    }

    /** Starts the main class {@code main}. */
    public JvmProcess start(String classPath, Class<?> main, List<String> arguments) {
      return start(main.getSimpleName(), List.of("-cp", classPath, main.getName()), arguments);
    }

    /** Starts the main class of that name. */
    public JvmProcess start(String classPath, String main, List<String> arguments) {
      String name = main.substring(main.lastIndexOf('.') + 1);
      return start(name, List.of("-cp", classPath, main), arguments);
    }

    /** Starts a runnable jar. */
    public JvmProcess startJar(Path jar, List<String> arguments) {
      String name = String.valueOf(jar.getFileName());
      return start(name, List.of("-jar", jar.toString()), arguments);
    }

    /**
     * Starts a script that becomes the JVM.
     *
     * @param variable where the script takes the JVM's options from
     * @param environment what else it needs
     */
    public JvmProcess startScript(
        Path script, String variable, List<String> arguments, Map<String, String> environment) {
      List<String> command = new ArrayList<>(place);
      command.add(script.toString());
      command.addAll(arguments);
      Map<String, String> all = new HashMap<>(variables);
      all.putAll(environment);
      all.put("JAVA_HOME", jdk.home().toString());
      all.put(variable, String.join(" ", allOptions()));
      return launch(String.valueOf(script.getFileName()), command, all);
    }

    private JvmProcess start(String name, List<String> what, List<String> arguments) {
      List<String> command = new ArrayList<>(place);
      command.add(jdk.java().toString());
      command.addAll(allOptions());
      command.addAll(what);
      command.addAll(arguments);
      return launch(name, command, variables);
    }

    private List<String> allOptions() {
      List<String> all = new ArrayList<>();
      // Small and quick to start: there may be many at once on a small machine.
      all.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      all.addAll(options);
      return all;
    }

    private static JvmProcess launch(
        String name, List<String> command, Map<String, String> environment) {
      ProcessBuilder builder = new ProcessBuilder(command);
      // The JVM tells on stderr of options that it takes from there.
      builder.environment().keySet().removeIf(key -> key.endsWith("JAVA_OPTIONS"));
      builder.environment().keySet().removeIf(key -> key.startsWith("WEFT_"));
      builder.environment().putAll(environment);
      try {
        return watched(name, builder.start());
      } catch (IOException e) {
        throw new IllegalStateException("cannot start " + command, e);
      }
    }
  }
}
