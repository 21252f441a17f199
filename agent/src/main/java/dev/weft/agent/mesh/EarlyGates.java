package dev.weft.agent.mesh;

import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.MeshConnectException;
import dev.weft.bootstrap.MeshGate;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.RawSocket;
import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientGate;
import dev.weft.bootstrap.http.ClientView;
import dev.weft.bootstrap.http.RequestGate;
import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.Unprotected;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the hooks ask while the mesh is being made beside the program's start: who comes by waits
 * for that, and asks what is made. If nothing is made in time, no byte passes. Safe for any thread.
 */
final class EarlyGates implements MeshGate, RequestGate, ClientGate {
  private final StartStep making;
  private final Unprotected unprotected;
  private final Faults faults;
  private volatile @Nullable Gates made;

  EarlyGates(StartStep making, Unprotected unprotected, Faults faults) {
    this.making = making;
    this.unprotected = unprotected;
    this.faults = faults;
  }

  /** Has the hooks ask this from now on. */
  void open() {
    new Gates(this, this, this).open();
  }

  /** Has those who wait, and the hooks from now on, ask {@code gates}. */
  void giveWayTo(Gates gates) {
    made = gates;
    gates.open();
    making.finish();
  }

  private @Nullable Gates made() {
    Gates gates = made;
    if (gates == null) {
      making.await();
      gates = made;
    }
    return gates;
  }

  @Override
  public @Nullable Attachment connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException {
    if (AgentThread.isCurrent()) {
      return null;
    }
    Gates gates = made();
    if (gates == null) {
      throw new MeshConnectException(
          "connection refused: the mesh could not be set up, see the agent's log");
    }
    return gates.sockets().connecting(fd, address, port);
  }

  @Override
  public @Nullable MeshSocket accepted(FileDescriptor fd) {
    if (AgentThread.isCurrent()) {
      return null;
    }
    Gates gates = made();
    if (gates != null) {
      return gates.sockets().accepted(fd);
    }
    try {
      RawSocket.shutdown(fd);
    } catch (IOException e) {
      // Not connected any more, which is what was wanted.
      return null;
    }
    return null;
  }

  @Override
  public @Nullable Attachment listening(FileDescriptor fd) {
    if (AgentThread.isCurrent()) {
      return null;
    }
    Gates gates = made();
    return gates == null ? null : gates.sockets().listening(fd);
  }

  @Override
  public void foreign(Class<?> type) {
    try {
      unprotected.add(type.getName(), AgentGate.FOREIGN);
    } catch (RuntimeException e) {
      faults.caught("gate.foreign", e);
    }
  }

  @Override
  public void claimed(MeshSocket socket) {
    Gates gates = made();
    if (gates != null) {
      gates.requests().claimed(socket);
    }
  }

  @Override
  public boolean released(MeshSocket socket) {
    Gates gates = made();
    return gates != null && gates.requests().released(socket);
  }

  @Override
  public Verdict judge(MeshSocket socket, RequestView request) {
    Gates gates = made();
    return gates == null ? Verdict.FAULT : gates.requests().judge(socket, request);
  }

  @Override
  public Verdict judgeUnseen(boolean ofJdk, RequestView request) {
    Gates gates = made();
    return gates == null ? Verdict.FAULT : gates.requests().judgeUnseen(ofJdk, request);
  }

  @Override
  public @Nullable ClientExchange begin(ClientView request) {
    Gates gates = made();
    return gates == null ? null : gates.clients().begin(request);
  }

  @Override
  public boolean followsProgram() {
    Gates gates = made();
    return gates != null && gates.clients().followsProgram();
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.caught(where, fault);
  }
}
