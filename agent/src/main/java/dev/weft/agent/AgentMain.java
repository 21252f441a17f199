package dev.weft.agent;

import dev.weft.agent.boot.AgentLibraries;
import dev.weft.agent.boot.BootstrapInjector;
import dev.weft.agent.http.KnownLibrary;
import dev.weft.agent.http.LibraryIndex;
import dev.weft.agent.http.LibraryWatcher;
import dev.weft.agent.jdk.HookWeaver;
import dev.weft.agent.mesh.Mesh;
import dev.weft.agent.mesh.MeshEngines;
import dev.weft.agent.nativenet.ForeignNetworking;
import dev.weft.agent.nativenet.NativeTransportUse;
import dev.weft.agent.nativenet.NativeTransportWeaver;
import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.boringssl.TlsProvider;
import dev.weft.core.control.MeshClient;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's start, in the order in which things depend on each other. Called by the launcher, on
 * the thread that will run the application's {@code main}, or on the JVM's attach thread.
 */
public final class AgentMain {
  private static final Set<KnownLibrary> NATIVE =
      Set.of(KnownLibrary.NETTY_EPOLL_DESCRIPTORS, KnownLibrary.NETTY_EPOLL_CHANNELS);

  private static volatile @Nullable EventLog startedWith;
  private static volatile @Nullable AttachedAgent attached;

  private AgentMain() {}

  /**
   * Starts the agent. The parameters are those of {@code premain}: JDK 25 spins new code for each
   * shape of a method that is first called by reflection.
   *
   * @param argument the agent's argument, empty for none
   * @param instrumentation the JVM's
   * @throws SettingException when a setting is unknown, malformed or missing, and nothing was done
   *     then; or when not every hook can be put into this JVM
   */
  public static void start(String argument, Instrumentation instrumentation) {
    try {
      begin(argument, instrumentation);
    } catch (SettingException e) {
      throw e.by("weft agent");
    }
  }

  private static void begin(String argument, Instrumentation instrumentation) {
    AgentSettings settings = AgentSettings.read(argument);
    EventLog log = AgentLog.of(settings);
    Faults faults = new Faults(log);
    Unprotected unprotected = new Unprotected(log);
    // Before the log's file is opened, which would load a class that a hook goes into.
    HookWeaver weaver = new HookWeaver(faults::caught);
    prepare(instrumentation, weaver, faults);
    if (settings.tls() == TlsProvider.JDK) {
      new AgentThreads("rehearsal", faults).newThread(MeshClient::rehearse).start();
    }
    AgentLog.open(log, settings);
    MeshEngines engines =
        MeshEngines.of(
            settings.tls(),
            new AgentLibraries(instrumentation),
            new AgentThreads("tls", faults),
            log);
    startedWith = log;
    log.info("agent.start", "server", settings.server(), "labels", settings.labels());
    log.debug("hooks", "woven_here", weaver.wovenHere());
    Mesh.open(settings, engines, log, faults, unprotected);
    new ForeignNetworking(unprotected).watch(instrumentation);
    new NativeTransportWeaver(settings.nativeUse(), log, unprotected, faults)
        .watch(instrumentation);
    new LibraryWatcher(libraries(settings), log, unprotected, faults).watch(instrumentation);
  }

  /** What is woven beside the JDK. */
  static LibraryIndex libraries(AgentSettings settings) {
    boolean natives = settings.nativeUse() == NativeTransportUse.MESH;
    try {
      return LibraryIndex.read(library -> natives || !NATIVE.contains(library));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without every hook nobody can know what is protected, so the JVM does not start. */
  private static void prepare(Instrumentation instrumentation, HookWeaver weaver, Faults faults) {
    try {
      BootstrapInjector.inject(instrumentation, ownJar());
    } catch (IOException | RuntimeException | LinkageError e) {
      faults.caught("boot.types", e);
      throw new SettingException(
          "JVM: the agent's types cannot be defined in the boot loader, "
              + e
              + " (expected: JDK 17 to 25 on Linux; remove the agent flag to run without the mesh)");
    }
    List<String> missing = weaver.weave(instrumentation);
    if (!missing.isEmpty()) {
      throw new SettingException(
          "JVM: no hook in "
              + missing
              + " (expected: JDK 17 to 25 on Linux; remove the agent flag to run without the mesh)");
    }
  }

  /** Called by the launcher when a second agent flag finds the agent running. */
  public static void startedAgain() {
    EventLog log = startedWith;
    if (log != null) {
      log.warn("agent.start.again", "done", "nothing", "why", "the agent is running already");
    }
  }

  /**
   * Attaches the agent to a program that runs already, and has none. When that is refused, the
   * program is as it was.
   *
   * @param argument the settings; or what the command sends, who is told the outcome
   * @param instrumentation the JVM's
   * @return whether the agent runs now
   * @throws SettingException when it is refused, and no command is there to be told
   */
  public static boolean attach(String argument, Instrumentation instrumentation) {
    AttachRequest request = AttachRequest.parse(argument);
    try {
      if (DetachRequest.parse(request.settings()) != null) {
        throw new SettingException("not running in this program, which is as it was");
      }
      AttachedAgent agent = AgentAttach.run(request.settings(), instrumentation, ownJar());
      attached = agent;
      startedWith = agent.log();
      request.answer(instrumentation, AttachRequest.DONE, "attached");
      return true;
    } catch (SettingException e) {
      refuse(request, instrumentation, e);
      return false;
    }
  }

  /**
   * Called by the launcher when an attach finds the agent running: only to be taken out is there
   * anything to do.
   *
   * @param argument as {@link #attach} has it
   * @return whether the agent runs still
   * @throws SettingException when it was to be taken out, which is refused, and no command is there
   *     to be told
   */
  public static boolean attachedAgain(String argument, Instrumentation instrumentation) {
    AttachRequest request = AttachRequest.parse(argument);
    try {
      DetachRequest detach = DetachRequest.parse(request.settings());
      if (detach == null) {
        startedAgain();
        request.answer(
            instrumentation, AttachRequest.REFUSED, "weft agent: already running in this program");
        return true;
      }
      String done = detach(detach);
      request.answer(instrumentation, AttachRequest.DONE, done);
      return false;
    } catch (SettingException e) {
      refuse(request, instrumentation, e);
      return true;
    }
  }

  private static String detach(DetachRequest request) {
    AttachedAgent agent = attached;
    if (agent == null) {
      throw new SettingException(
          "running since the program's start, by the flag (expected: attached; restart the program"
              + " without the flag)");
    }
    String done = agent.detach(request);
    attached = null;
    startedWith = null;
    return done;
  }

  private static void refuse(
      AttachRequest request, Instrumentation instrumentation, SettingException why) {
    SettingException refusal = why.by("weft agent");
    if (!request.isAnswered()) {
      throw refusal;
    }
    request.answer(instrumentation, AttachRequest.REFUSED, String.valueOf(refusal.getMessage()));
  }

  private static Path ownJar() {
    CodeSource source = AgentMain.class.getProtectionDomain().getCodeSource();
    return Path.of(URI.create(source.getLocation().toString()));
  }
}
