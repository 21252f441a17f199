package dev.weft.agent;

import dev.weft.agent.boot.BootTypes;
import dev.weft.agent.boot.BootstrapInjector;
import dev.weft.agent.jdk.HookWeaver;
import dev.weft.agent.mesh.Mesh;
import dev.weft.agent.nativenet.NativeTransportWeaver;
import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.report.Unprotected;
import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.settings.SettingException;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's start, in the order in which things depend on each other. Called by the launcher, on
 * the thread that will run the application's {@code main}, or on the JVM's attach thread.
 */
public final class AgentMain {
  private static volatile @Nullable AgentLog startedWith;

  private AgentMain() {}

  /**
   * Starts the agent.
   *
   * @param instrumentation the JVM's
   * @param argument the agent's argument, empty for none
   * @param jar the agent's jar
   * @throws SettingException when a setting is unknown, malformed or missing; nothing was done then
   */
  public static void start(Instrumentation instrumentation, String argument, Path jar) {
    AgentSettings settings = AgentSettings.read(argument);
    AgentLog log = openLog(settings);
    startedWith = log;
    Faults faults = new Faults(log);
    Unprotected unprotected = new Unprotected(log);
    log.info("agent.start", "server", settings.server(), "labels", settings.labels());
    prepare(instrumentation, jar, log, faults);
    new NativeTransportWeaver(
            (type, done) -> {
              if (done.equals("UNPROTECTED")) {
                unprotected.add(type, "native transport that could not be switched off");
              } else {
                log.info("native.transport", "type", type, "done", done);
              }
            },
            faults::caught)
        .watch(instrumentation);
    Mesh.open(settings, log, faults, unprotected);
  }

  /** Without every hook nobody can know what is protected, so the JVM does not start. */
  private static void prepare(
      Instrumentation instrumentation, Path jar, AgentLog log, Faults faults) {
    try {
      BootTypes types = BootstrapInjector.inject(instrumentation, jar);
      log.debug("boot.types", "defined", types.classes().size());
    } catch (IOException | RuntimeException | LinkageError e) {
      faults.caught("boot.types", e);
      throw new SettingException(
          "JVM: the agent's types cannot be defined in the boot loader, "
              + e
              + " (expected: JDK 17 to 25 on Linux; remove the agent flag to run without the mesh)");
    }
    List<String> missing = new HookWeaver(faults::caught).weave(instrumentation);
    if (!missing.isEmpty()) {
      throw new SettingException(
          "JVM: no hook in "
              + missing
              + " (expected: JDK 17 to 25 on Linux; remove the agent flag to run without the mesh)");
    }
  }

  /** Called by the launcher when a second agent flag or an attach finds the agent running. */
  public static void startedAgain() {
    AgentLog log = startedWith;
    if (log != null) {
      log.warn("agent.start.again", "done", "nothing", "why", "the agent is running already");
    }
  }

  private static AgentLog openLog(AgentSettings settings) {
    try {
      return AgentLog.open(settings.logFile(), settings.logLevel());
    } catch (IOException e) {
      throw new SettingException(
          "log.file: "
              + settings.logFile()
              + " cannot be opened, "
              + e.getClass().getSimpleName()
              + " (expected: a file in a directory that exists and may be written)");
    }
  }
}
