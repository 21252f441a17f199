package dev.weft.it.soak;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.TestMesh.AgentFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;

/** The server or the client of a soak. Used by one thread. */
final class SoakProgram implements AutoCloseable {
  /** Of one size from the start, so that resident memory tells of the rest. */
  private static final List<String> HEAP =
      List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-Ddeadlocks.watch=true");

  private final JvmProcess process;
  private int asked;

  private SoakProgram(JvmProcess process) {
    this.process = process;
  }

  static SoakProgram start(Jdk jdk, AgentFlag agent, Class<?> main, List<String> arguments) {
    JvmProcess process =
        JvmProcess.on(jdk)
            .options(HEAP)
            .options(agent.options())
            .start(ClassPath.with(List.of()), main, arguments);
    return new SoakProgram(process);
  }

  /** As {@link #start(Jdk, AgentFlag, Class, List)}, on a release of Netty that finds its leaks. */
  static SoakProgram start(
      NettyRelease release, Jdk jdk, AgentFlag agent, Class<?> main, List<String> arguments) {
    List<String> options = new ArrayList<>(HEAP);
    options.add("-Dio.netty.leakDetection.level=paranoid");
    options.addAll(agent.options());
    return new SoakProgram(release.start(jdk, options, main, arguments));
  }

  JvmProcess process() {
    return process;
  }

  private Footprint footprint() {
    return Footprint.of(ask("footprint", Footprint.PATTERN, JvmProcess.PATIENCE));
  }

  /** What it takes up when nothing comes or goes any more. */
  Footprint footprintAtRest() {
    AtomicReference<Footprint> before = new AtomicReference<>(footprint());
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(this::footprint, now -> now.hasAsManyAs(before.getAndSet(now)));
  }

  /** What it takes up when it is back at what it was at {@code before}, as far as it gets there. */
  Footprint footprintAsAt(Footprint before) {
    return Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(this::footprint, before::isAgain);
  }

  /** Puts it under load; how many exchanges there were since its start, if none of them failed. */
  long run(Duration length) {
    Matcher ran =
        ask(
            "run " + length.toSeconds(),
            "ran exchanges=(\\d+) megabytes=\\d+ failed=0 ",
            length.plus(JvmProcess.PATIENCE));
    return Long.parseLong(ran.group(1));
  }

  /** Asks it something; {@code answer} is what its answer has to begin with. */
  Matcher ask(String question, String answer, Duration patience) {
    process.writeLine(question);
    asked++;
    return process.awaitLine("^" + asked + " " + answer, patience);
  }

  @Override
  public void close() {
    process.close();
  }
}
