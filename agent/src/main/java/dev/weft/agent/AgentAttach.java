package dev.weft.agent;

import dev.weft.agent.boot.AgentLibraries;
import dev.weft.agent.boot.BootstrapInjector;
import dev.weft.agent.boot.SocketFactories;
import dev.weft.agent.http.LibraryIndex;
import dev.weft.agent.http.LibraryWatcher;
import dev.weft.agent.jdk.HookWeaver;
import dev.weft.agent.mesh.Mesh;
import dev.weft.agent.mesh.MeshEngines;
import dev.weft.agent.mesh.MeshExit;
import dev.weft.agent.nativenet.ForeignNetworking;
import dev.weft.agent.nativenet.NativeTransportWeaver;
import dev.weft.agent.nativenet.SocketsInUse;
import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;

/**
 * The agent's start in a program that runs already: everything that may be refused comes before
 * anything of the program's is touched. It joins the mesh first, then weaves, then opens the mesh.
 */
final class AgentAttach {
  private final Instrumentation instrumentation;
  private final AgentSettings settings;
  private final EventLog log;
  private final LibraryIndex index;
  private final Faults faults;
  private final Unprotected unprotected;

  private AgentAttach(Instrumentation instrumentation, AgentSettings settings, EventLog log) {
    this.instrumentation = instrumentation;
    this.settings = settings;
    this.log = log;
    // Before anything is woven: a jar that has none is refused.
    this.index = AgentMain.libraries(settings);
    this.faults = new Faults(log);
    this.unprotected = new Unprotected(log);
  }

  /**
   * Attaches.
   *
   * @param argument the settings
   * @param jar the agent's
   * @return the agent that runs
   * @throws SettingException when it is refused; the program is as it was
   */
  static AttachedAgent run(String argument, Instrumentation instrumentation, Path jar) {
    AgentSettings settings = AgentSettings.read(argument);
    String inUse = SocketsInUse.find(instrumentation.getAllLoadedClasses());
    if (inUse != null) {
      throw new SettingException(
          "program: uses native sockets, "
              + inUse
              + " (expected: the JDK's sockets; start it with the agent flag instead)");
    }
    inject(instrumentation, jar);
    EventLog log = AgentLog.of(settings);
    AgentLog.open(log, settings);
    try {
      return new AgentAttach(instrumentation, settings, log).join();
    } catch (SettingException e) {
      log.error("attach.refused", "why", e.getMessage());
      log.close();
      throw e;
    } catch (RuntimeException | LinkageError e) {
      log.close();
      throw new SettingException("agent: a fault of its own, " + e + " (expected: none)");
    }
  }

  private static void inject(Instrumentation instrumentation, Path jar) {
    try {
      BootstrapInjector.injectOnce(instrumentation, jar);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new SettingException(
          "JVM: the agent's types cannot be defined in the boot loader, "
              + e
              + " (expected: JDK 17 to 25 on Linux)");
    }
  }

  private AttachedAgent join() {
    MeshEngines engines =
        MeshEngines.of(
            settings.tls(),
            new AgentLibraries(instrumentation),
            new AgentThreads("tls", faults),
            log);
    log.info(
        "agent.attach", "server", settings.server(), "labels", settings.labels(), "done", "begun");
    Mesh mesh = Mesh.joinLate(settings, engines, log, faults);
    try {
      return weave(mesh);
    } catch (RuntimeException | LinkageError e) {
      mesh.close();
      throw e;
    }
  }

  private AttachedAgent weave(Mesh mesh) {
    HookWeaver weaver = new HookWeaver(faults::caught);
    MeshExit exit;
    try {
      List<String> missing = weaver.weave(instrumentation);
      if (!missing.isEmpty()) {
        throw new SettingException(
            "JVM: no hook in " + missing + " (expected: JDK 17 to 25 on Linux)");
      }
      exit = mesh.openLate(faults, unprotected);
    } catch (IOException e) {
      boolean unused = weaver.unweave(instrumentation);
      throw new SettingException(
          "JVM: its sockets are not to be known, " + e + " (expected: Linux with /proc)");
    } catch (RuntimeException | LinkageError e) {
      boolean unused = weaver.unweave(instrumentation);
      throw e;
    }
    return weaveLibraries(weaver, exit);
  }

  /** Cannot be refused any more: what does not succeed is reported, and closed where it judges. */
  private AttachedAgent weaveLibraries(HookWeaver weaver, MeshExit exit) {
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    ForeignNetworking foreign = new ForeignNetworking(unprotected);
    foreign.watchLate(instrumentation, loaded);
    NativeTransportWeaver transports =
        new NativeTransportWeaver(settings.nativeUse(), log, unprotected, faults);
    transports.watchLate(instrumentation, loaded);
    LibraryWatcher libraries = new LibraryWatcher(index, log, unprotected, faults);
    libraries.watchLate(instrumentation);
    for (Class<?> factory : SocketFactories.foreign()) {
      unprotected.add(factory.getName(), "sockets of the program's own making");
    }
    log.info("agent.attach", "done", "attached");
    return new AttachedAgent(instrumentation, weaver, exit, foreign, transports, libraries, log);
  }
}
