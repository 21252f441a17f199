package dev.weft.agent.tls;

import dev.weft.enforcer.link.TlsEngines;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.io.FileDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What all connections of the process share.
 *
 * @param events is told what becomes of them
 * @param clock says which certificates are valid
 * @param timer runs a task later, on a thread of the agent
 * @param unattended the connections that open
 * @param farewells the connections that are closed and not at their end
 * @param engines what makes their TLS; asked when the first needs it, and may wait then
 * @param handshakeTimeout how long opening may take
 * @param sniffTimeout how long a permissive server that wants to speak first waits for a
 *     ClientHello
 */
public record SocketContext(
    ConnectionEvents events,
    InstantSource clock,
    Timer timer,
    Unattended unattended,
    Farewells farewells,
    Supplier<TlsEngines> engines,
    Duration handshakeTimeout,
    Duration sniffTimeout) {
  /** Where records are to lie. */
  RecordMemory memory() {
    return engines.get().prefersDirectBuffers() ? RecordMemory.NATIVE : RecordMemory.HEAP;
  }

  /** Runs tasks later, on a thread of the agent. */
  public interface Timer {
    /** Runs {@code task} after {@code delay}, unless it is cancelled before. */
    Timeout after(Duration delay, Runnable task);
  }

  /** Waits for descriptors, on a thread of the agent. */
  public interface Poller {
    /**
     * Runs {@code task}, once, when {@code event} is there; in place of what {@code fd} was watched
     * for before. It may run for nothing.
     *
     * @param event a poll event, as {@link dev.weft.bootstrap.RawSocket} has them
     */
    void watch(FileDescriptor fd, int event, Runnable task) throws IOException;

    /** Forgets {@code fd}, which is about to be closed. */
    void forget(FileDescriptor fd);
  }

  /** A task that is to run. */
  public interface Timeout {
    /** Makes the task not run, if it does not run yet. */
    void cancel();
  }
}
