package dev.weft.agent;

import dev.weft.agent.http.LibraryWatcher;
import dev.weft.agent.jdk.HookWeaver;
import dev.weft.agent.mesh.MeshExit;
import dev.weft.agent.nativenet.ForeignNetworking;
import dev.weft.agent.nativenet.NativeTransportWeaver;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.settings.SettingException;
import java.lang.instrument.Instrumentation;

/**
 * An agent that was attached, with what it takes to take it out again.
 *
 * @param instrumentation the JVM's, by which it has woven
 * @param hooks in the JDK's classes
 * @param exit out of the mesh
 * @param foreign watches for foreign networking
 * @param transports those that are switched off
 * @param libraries those that are woven
 * @param log the agent's
 */
record AttachedAgent(
    Instrumentation instrumentation,
    HookWeaver hooks,
    MeshExit exit,
    ForeignNetworking foreign,
    NativeTransportWeaver transports,
    LibraryWatcher libraries,
    EventLog log) {
  /**
   * Takes it out: out of the mesh first, then out of the classes. No hook is given back while any
   * connection is in the mesh.
   *
   * @return what was done, for the one who asked for it
   * @throws SettingException when it is refused, and the agent goes on as before
   */
  String detach(DetachRequest request) {
    try {
      if (libraries.hasWovenTransport()) {
        throw new SettingException(
            "program: a native transport is in the mesh (expected: native=off at the attach;"
                + " restart the program to be without the agent)");
      }
      exit.leave(request.drain(), request.force());
    } catch (SettingException e) {
      log.error("detach.refused", "why", e.getMessage());
      throw e;
    }
    boolean given = hooks.unweave(instrumentation);
    foreign.end(instrumentation);
    transports.end(instrumentation);
    int woven = libraries.end(instrumentation);
    exit.close();
    log.info("detach", "done", "detached", "hooks_given_back", given, "libraries_inert", woven);
    log.end();
    return "detached"
        + (given ? "" : "; hooks could not be given back, and do nothing")
        + (woven == 0 ? "" : "; woven HTTP libraries stay so, and do nothing: " + woven);
  }
}
