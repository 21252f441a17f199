package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rights.OwnRights;
import dev.weft.enforcer.rules.Destination;
import dev.weft.enforcer.rules.IdentitySource;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client's end of a connection. */
public final class OutboundSocket extends TlsSocket {
  private final InetSocketAddress remote;
  private final IdentitySource identity;
  private final Recheck recheck;
  private Destination destination = Destination.OUTSIDE;
  private @Nullable Supplier<CompletableFuture<Destination>> question;
  private boolean connected;

  /** Null until it is connected. */
  private volatile @Nullable FileDescriptor descriptor;

  private OutboundSocket(
      SocketContext context, IdentitySource identity, InetSocketAddress remote, Phase phase) {
    super(context, phase);
    this.recheck = new Recheck(state, this::check);
    this.identity = identity;
    this.remote = remote;
  }

  /** A connection to workloads of the mesh; {@code identity} is asked when TCP is connected. */
  public static OutboundSocket toMesh(
      SocketContext context,
      IdentitySource identity,
      InetSocketAddress remote,
      Destination.Meshed destination) {
    OutboundSocket socket = new OutboundSocket(context, identity, remote, Phase.CONNECTING);
    socket.destination = destination;
    return socket;
  }

  /**
   * A connection to an address that the mesh is to be asked about.
   *
   * @param question asked when TCP is connected: whoever listens then has announced itself before
   */
  public static OutboundSocket toUnknown(
      SocketContext context,
      IdentitySource identity,
      InetSocketAddress remote,
      Supplier<CompletableFuture<Destination>> question) {
    OutboundSocket socket = new OutboundSocket(context, identity, remote, Phase.CONNECTING);
    socket.question = question;
    return socket;
  }

  /** Without the lock: an answer may be there at once. */
  private void ask(FileDescriptor fd, Supplier<CompletableFuture<Destination>> open) {
    CompletableFuture<Destination> answer;
    try {
      answer = open.get();
    } catch (RuntimeException e) {
      // The application has just connected, and must not meet a fault of Weft's own there.
      state.context.events().fault("socket.ask", e);
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> unused =
        answer.handle(
            (found, failure) -> {
              resolved(
                  fd, found == null ? new Destination.Forbidden(String.valueOf(failure)) : found);
              return null;
            });
  }

  private void resolved(FileDescriptor fd, Destination found) {
    state.lock.lock();
    try {
      if (state.phase() != Phase.RESOLVING || state.isReleased()) {
        return;
      }
      destination = found;
      if (found instanceof Destination.Forbidden forbidden) {
        MeshSocketException unused =
            state.fail("connection to " + remote + " refused: " + forbidden.reason());
      } else if (found instanceof Destination.Outside) {
        state.leaveAlone(fd);
      } else {
        // Never CONNECTING in between: who looks without the lock takes that for "not connected".
        shakeHands(fd);
      }
    } catch (MeshSocketException e) {
      // It is in the phase now, for the application's next read or write.
      destination = found;
    } finally {
      state.lock.unlock();
    }
    state.wake(fd);
    greet(fd);
  }

  @Override
  public void connected(FileDescriptor fd) throws IOException {
    OwnRights.<IOException>act(() -> nowConnected(fd));
  }

  private void nowConnected(FileDescriptor fd) throws IOException {
    descriptor = fd;
    Supplier<CompletableFuture<Destination>> open = question;
    state.lock.lock();
    try {
      if (connected) {
        return;
      }
      connected = true;
      if (state.phase() != Phase.CONNECTING) {
        return;
      }
      if (open == null) {
        shakeHands(fd);
      } else {
        state.resolve(fd);
      }
    } finally {
      state.lock.unlock();
    }
    if (open == null) {
      greet(fd);
    } else {
      ask(fd, open);
    }
  }

  private void shakeHands(FileDescriptor fd) throws MeshSocketException {
    if (!(destination instanceof Destination.Meshed meshed)) {
      throw new IllegalStateException("destination: " + destination);
    }
    try {
      MutualTls tls =
          state
              .context
              .engines()
              .get()
              .client(identity.current(), meshed.principals(), state.context.clock());
      state.begin(new ClientOpening(state.context, tls, remote, meshed.strict()), fd);
      state.opener.startDeadline(fd);
    } catch (MeshSocketException e) {
      throw state.fail("connection to " + remote + " refused: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      state.context.events().fault("tls.client", e);
      throw state.fail("connection to " + remote + " refused: TLS cannot be set up");
    }
  }

  /** Sends the ClientHello; connecting does not wait for more, the first read or write does. */
  private void greet(FileDescriptor fd) {
    try {
      state.opener.open(fd, false);
    } catch (IOException e) {
      // It is in the phase now, for the application's first read or write.
      return;
    }
  }

  @Override
  public void recheck() {
    recheck.make();
  }

  private void check(@Nullable PeerTrust trust) {
    FileDescriptor fd = descriptor;
    if (trust != null && fd != null && !Vouching.isInForce(identity.bundle(), trust)) {
      String who = trust.peer() + " at " + remote;
      state.endByAgent.cut(fd, "connection to " + who + " cut: " + Vouching.GONE, true);
    }
  }

  @Override
  public void opened() {
    recheck.opened();
  }

  @Override
  public void wantsToSpeakFirst(Opening opening) {
    // A client of the mesh speaks first anyway: with its ClientHello.
  }

  @Override
  public long patience(Opening opening) {
    return 0;
  }

  /** Who answers, proved; null outside the mesh and while nobody has proved to be anyone. */
  public @Nullable SpiffeId peer() {
    state.lock.lock();
    try {
      Opening opened = state.opener.opening();
      return opened == null ? null : opened.peer();
    } finally {
      state.lock.unlock();
    }
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public boolean inbound() {
    return false;
  }

  @Override
  public int port() {
    return remote.getPort();
  }
}
