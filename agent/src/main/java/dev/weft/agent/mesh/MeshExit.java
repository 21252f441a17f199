package dev.weft.agent.mesh;

import dev.weft.agent.tls.Farewells;
import dev.weft.bootstrap.ProcessEnd;
import dev.weft.bootstrap.SelectorHooks;
import dev.weft.bootstrap.SocketHooks;
import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.rules.Destination;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.enforcer.settings.SettingException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program leaves the mesh. First it stops to be announced and to connect by the mesh, and
 * what is open goes on until it is closed; when nothing is left, the mesh is closed in one step.
 * Until that step everything can be taken back. By one thread.
 */
public final class MeshExit {
  /**
   * How long others are given to learn that the program is no member any more; what they open by
   * the mesh meanwhile is served.
   */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  /** How long a thread that is just about to connect or to accept is waited for. */
  private static final Duration COMING = Duration.ofSeconds(5);

  private static final long LOOK_MILLIS = 50;

  private final WorkloadRules rules;
  private final OpenConnections connections;
  private final TakenDestinations destinations;
  private final Listeners listeners;
  private final Farewells farewells;
  private final EventLog log;
  private final List<Runnable> parts;

  /**
   * @param parts what ends the parts of the mesh, in this order
   */
  MeshExit(
      WorkloadRules rules,
      OpenConnections connections,
      TakenDestinations destinations,
      Listeners listeners,
      Farewells farewells,
      EventLog log,
      List<Runnable> parts) {
    this.rules = rules;
    this.connections = connections;
    this.destinations = destinations;
    this.listeners = listeners;
    this.farewells = farewells;
    this.log = log;
    this.parts = List.copyOf(parts);
  }

  /**
   * Leaves: no connection is in the mesh any more when this returns, and none will be.
   *
   * @param drain how long to wait at most for connections to be closed
   * @param force whether those that are left then are cut
   * @throws SettingException when policy forbids it, or connections are left; the program is in the
   *     mesh as before
   */
  public void leave(Duration drain, boolean force) {
    requireAllowed();
    log.info("detach", "done", "begun", "drain_ms", drain.toMillis(), "open", left());
    destinations.leaving(true);
    listeners.leave();
    try {
      drain(drain, force);
    } catch (RuntimeException e) {
      connections.reopen();
      destinations.leaving(false);
      listeners.comeBack();
      throw e;
    }
    SocketHooks.close();
    ServerRequests.close();
    ClientRequests.close();
    TaskContexts.close();
    ProcessEnd.forget();
  }

  private void drain(Duration drain, boolean force) {
    long start = System.nanoTime();
    long notice = listeners.open().isEmpty() ? 0 : NOTICE.toNanos();
    while (true) {
      long waited = System.nanoTime() - start;
      boolean over = waited >= drain.toNanos();
      int left = left();
      if (left == 0 && (over || waited >= notice)) {
        requireAllowed();
        if (connections.closeIfNoneIsLeft()) {
          return;
        }
      }
      if (over && left > 0) {
        if (!force) {
          throw new SettingException(
              "open connections of the mesh: "
                  + left
                  + " after "
                  + drain.toMillis()
                  + " ms, and the agent goes on (expected: none; close them, give drain more time,"
                  + " or have them cut with force=true)");
        }
        requireAllowed();
        cut();
        return;
      }
      if (waited >= drain.plus(COMING).toNanos()) {
        // None is left, and yet the mesh cannot be closed: the JVM's attach thread waits with us.
        throw new SettingException(
            "program: its connections come to no end, and the agent goes on (expected: none that"
                + " is being made; try again)");
      }
      pause();
    }
  }

  private void cut() {
    connections.close();
    long start = System.nanoTime();
    while (connections.areComing()) {
      if (System.nanoTime() - start > COMING.toNanos()) {
        throw new SettingException(
            "program: a thread does not get on with connecting or accepting, and the agent goes on"
                + " (expected: one that does; try again)");
      }
      pause();
    }
    log.info("detach", "done", "cutting", "open", left());
    connections.cut();
    farewells.endAll();
  }

  private int left() {
    return connections.left() + farewells.open();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingException("detach: interrupted (expected: to be let wait)");
    }
  }

  /** Whatever policy wants of this workload, nobody sees to it any more when the agent is gone. */
  private void requireAllowed() {
    String remedy =
        " (expected: policy that lets this program talk in the clear; change it first, or restart"
            + " the program)";
    if (rules.areStrictAnywhere()) {
      throw new SettingException("policy: this workload is STRICT" + remedy);
    }
    if (!rules.areOpen()) {
      throw new SettingException(
          "policy: an AuthorizationPolicy or RequestAuthentication holds for this workload, and"
              + " nobody would enforce it"
              + remedy);
    }
    for (InetSocketAddress address : destinations.all()) {
      if (rules.known(address) instanceof Destination.Meshed meshed && meshed.strict()) {
        throw new SettingException(
            "policy: the program connects to " + address + ", which is STRICT" + remedy);
      }
    }
  }

  /** Ends what the mesh consists of, after {@link #leave} and once the hooks are given back. */
  public void close() {
    listeners.letGo();
    connections.letGo();
    SelectorHooks.forget();
    for (Runnable part : parts) {
      try {
        part.run();
      } catch (RuntimeException e) {
        // The others end all the same, and the program is out of the mesh already.
        log.error("detach.part", "fault", e);
      }
    }
  }
}
