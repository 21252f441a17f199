package dev.weft.agent.mesh;

import dev.weft.agent.settings.SelfTraffic;
import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.OutboundSocket;
import dev.weft.agent.tls.SocketContext;
import dev.weft.bootstrap.AgentThread;
import dev.weft.bootstrap.Attachment;
import dev.weft.bootstrap.MeshConnectException;
import dev.weft.bootstrap.MeshGate;
import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.report.Unprotected;
import dev.weft.enforcer.rules.Destination;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides at connect, accept and listen what becomes of a socket. */
final class AgentGate implements MeshGate {
  /** Why sockets with an implementation of the program's own are not protected. */
  static final String FOREIGN = "sockets of the program's own making";

  private final StartStep joining;
  private final SocketContext context;
  private final MeshView view;
  private final Listeners listeners;
  private final SelfConnections selfConnections;
  private final OpenConnections connections;
  private final TakenDestinations destinations;
  private final SelfTraffic self;
  private final Set<Integer> serverFirstPorts;
  private final Unprotected unprotected;

  AgentGate(
      StartStep joining,
      SocketContext context,
      MeshView view,
      Listeners listeners,
      SelfConnections selfConnections,
      OpenConnections connections,
      TakenDestinations destinations,
      SelfTraffic self,
      Set<Integer> serverFirstPorts,
      Unprotected unprotected) {
    this.joining = joining;
    this.context = context;
    this.view = view;
    this.listeners = listeners;
    this.selfConnections = selfConnections;
    this.connections = connections;
    this.destinations = destinations;
    this.self = self;
    this.serverFirstPorts = serverFirstPorts;
    this.unprotected = unprotected;
  }

  @Override
  public @Nullable Attachment connecting(FileDescriptor fd, InetAddress address, int port)
      throws IOException {
    if (AgentThread.isCurrent()) {
      return null;
    }
    joining.await();
    if (!connections.comes()) {
      return null;
    }
    try {
      if (self == SelfTraffic.BYPASS && listeners.isOwn(address, port)) {
        return selfConnections.begin(fd, port);
      }
      OutboundSocket socket = outbound(new InetSocketAddress(address, port));
      if (socket != null) {
        connections.add(socket, fd);
      }
      return socket;
    } catch (RuntimeException e) {
      context.events().fault("gate.connecting", e);
      throw new MeshConnectException(
          "connection refused: a fault of the mesh, see the agent's log");
    } finally {
      connections.came();
    }
  }

  private @Nullable OutboundSocket outbound(InetSocketAddress remote) throws MeshConnectException {
    Destination own = own(remote);
    Destination known = own == null ? view.rules().known(remote) : own;
    if (known == null) {
      return OutboundSocket.toUnknown(context, view, remote, () -> ask(remote));
    }
    Destination destination = destinations.taken(remote, known);
    if (destination instanceof Destination.Forbidden forbidden) {
      context.events().refused(false, null, remote, remote.getPort(), forbidden.reason());
      throw new MeshConnectException("connection refused: " + forbidden.reason());
    }
    return destination instanceof Destination.Meshed meshed
        ? OutboundSocket.toMesh(context, view, remote, meshed)
        : null;
  }

  private CompletableFuture<Destination> ask(InetSocketAddress remote) {
    return view.rules().ask(remote).thenApply(found -> destinations.taken(remote, found));
  }

  /**
   * What this process itself listens on; null for all else. The policy server need not be asked of
   * it, which would answer "nobody" once the listener is closed, be the connection accepted or not.
   */
  private @Nullable Destination own(InetSocketAddress remote) {
    SpiffeId id = view.rules().own();
    if (id == null
        || !view.rules().areThere()
        || !listeners.isOwn(remote.getAddress(), remote.getPort())) {
      return null;
    }
    MutualTlsMode mode = view.rules().mode(remote.getPort());
    return mode == MutualTlsMode.DISABLE
        ? Destination.OUTSIDE
        : new Destination.Meshed(Set.of(id), mode == MutualTlsMode.STRICT);
  }

  @Override
  public @Nullable MeshSocket accepted(FileDescriptor fd) {
    if (AgentThread.isCurrent()) {
      return null;
    }
    joining.await();
    if (!connections.comes()) {
      return null;
    }
    try {
      InboundSocket socket = inboundOrBroken(fd);
      connections.add(socket, fd);
      socket.recheckIfPlain();
      return socket;
    } finally {
      connections.came();
    }
  }

  private InboundSocket inboundOrBroken(FileDescriptor fd) {
    try {
      return inbound(fd);
    } catch (IOException | RuntimeException e) {
      if (e instanceof RuntimeException) {
        context.events().fault("gate.accepted", e);
      }
      return InboundSocket.broken(context, view, fd);
    }
  }

  private InboundSocket inbound(FileDescriptor fd) throws IOException {
    InetSocketAddress remote = RawSocket.remoteAddress(fd);
    InetSocketAddress local = RawSocket.localAddress(fd);
    boolean serverFirst = serverFirstPorts.contains(local.getPort());
    return new InboundSocket(context, view, fd, remote, local, serverFirst);
  }

  @Override
  public @Nullable Attachment listening(FileDescriptor fd) {
    if (AgentThread.isCurrent()) {
      return null;
    }
    joining.await();
    try {
      return listeners.add(fd);
    } catch (IOException | RuntimeException e) {
      context.events().fault("gate.listening", e);
      return null;
    }
  }

  @Override
  public void foreign(Class<?> type) {
    try {
      unprotected.add(type.getName(), FOREIGN);
    } catch (RuntimeException e) {
      context.events().fault("gate.foreign", e);
    }
  }
}
