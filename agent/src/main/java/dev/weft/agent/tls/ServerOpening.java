package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.link.ClientHello;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.VerdictReader;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.Admission;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server side: looks at the first bytes, shakes hands with a client of the mesh, admits or
 * refuses it, and tells it so.
 */
final class ServerOpening implements Opening {
  private final InboundRules rules;
  private final SocketContext context;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final BooleanSupplier claimed;
  private final CipherInput in;
  private @Nullable MutualTls tls;
  private @Nullable Handshake handshake;
  private @Nullable TlsWriter admitted;
  private boolean silent;

  /** {@code claimed} says whether requests are judged later. */
  ServerOpening(
      SocketContext context,
      InboundRules rules,
      InetSocketAddress remote,
      InetSocketAddress local,
      BooleanSupplier claimed) {
    this.context = context;
    this.rules = rules;
    this.in = new CipherInput(context);
    this.remote = remote;
    this.local = local;
    this.claimed = claimed;
  }

  @Override
  public Progress advance(FileDescriptor fd, boolean attended) throws IOException {
    if (handshake == null) {
      Progress sniffed = sniff(fd, attended);
      if (sniffed != null) {
        return sniffed;
      }
    }
    if (admitted == null) {
      int event = Objects.requireNonNull(handshake).advance(fd);
      if (event != 0) {
        return new Progress.Wants(event);
      }
      if (!attended && mayBeClaimed(peer())) {
        return new Progress.Held();
      }
      admitted = admit(fd);
    }
    return isTold(fd, admitted) ? open(admitted) : new Progress.Wants(RawSocket.POLLOUT);
  }

  private static boolean isTold(FileDescriptor fd, TlsWriter writer) {
    try {
      return writer.flushNow(fd) == 0;
    } catch (IOException e) {
      // The client has closed and will not hear it. What it said before is there to be read, and
      // whoever writes to it will meet the same.
      return true;
    }
  }

  /** The client has said nothing for so long that it is taken for one that waits for the server. */
  void clientIsSilent(FileDescriptor fd) throws IOException {
    silent = untouched() && RawSocket.poll(fd, RawSocket.POLLIN, 0) == 0;
  }

  /** Whether the client has been taken for a silent one. */
  boolean isSilent() {
    return silent;
  }

  @Override
  public boolean underway() {
    return !untouched() || mode() == MutualTlsMode.STRICT;
  }

  @Override
  public boolean untouched() {
    return handshake == null && in.size() == 0;
  }

  @Override
  public void release() {
    in.release();
    if (handshake != null) {
      handshake.release();
    }
  }

  /** Null when a handshake is to follow. */
  private @Nullable Progress sniff(FileDescriptor fd, boolean attended) throws IOException {
    ClientHello.Sniff sniff = in.sniff();
    while (sniff == ClientHello.Sniff.UNDECIDED) {
      if (goesOnSilently()) {
        context.events().sniffTimedOut(remote, local.getPort());
        return plain("silent", attended);
      }
      int n = in.fillNow(fd);
      if (n == IoResult.EOF) {
        // Ended before it could be told: plaintext of no bytes, or the beginning of something.
        return plain("ended before its first bytes were complete", attended);
      }
      if (n < 0) {
        return new Progress.Wants(RawSocket.POLLIN);
      }
      sniff = in.sniff();
    }
    if (sniff == ClientHello.Sniff.FOREIGN) {
      return plain("no mutual TLS of the mesh", attended);
    }
    tls = mutualTls();
    handshake = new Handshake(context, tls, in, remote);
    return null;
  }

  private Progress plain(String what, boolean attended) throws MeshSocketException {
    if (mode() == MutualTlsMode.STRICT) {
      throw refused(null, what + ", and port " + local.getPort() + " is STRICT");
    }
    if (!attended && mayBeClaimed(null)) {
      return new Progress.Held();
    }
    if (admission(null) instanceof Admission.Refused refused) {
      throw refused(null, refused.reason());
    }
    context.events().accepted(null, remote, local);
    return new Progress.Plain(in);
  }

  private MutualTls mutualTls() throws MeshSocketException {
    try {
      return context.engines().get().server(rules.current(), context.clock());
    } catch (MeshSocketException e) {
      throw refused(null, String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      context.events().fault("tls.server", e);
      throw refused(null, "TLS cannot be set up");
    }
  }

  private TlsWriter admit(FileDescriptor fd) throws IOException {
    MutualTls established = Objects.requireNonNull(tls);
    SpiffeId peer = Objects.requireNonNull(established.trust().peer());
    TlsWriter writer = new TlsWriter(established, Objects.requireNonNull(handshake).output());
    if (admission(peer) instanceof Admission.Refused refused) {
      writer.append(VerdictReader.encode(refused.reason()));
      writer.closeNotify(fd);
      throw refused(peer, refused.reason());
    }
    writer.append(VerdictReader.encode(null));
    context.events().accepted(peer, remote, local);
    return writer;
  }

  private Progress open(TlsWriter writer) {
    MutualTls established = Objects.requireNonNull(tls);
    TlsReader reader =
        new TlsReader(
            context, established, writer, in, null, () -> mode() == MutualTlsMode.STRICT, remote);
    return new Progress.Opened(reader, writer);
  }

  @Override
  public boolean goesOnAlone() {
    return true;
  }

  @Override
  public boolean takesBytes() {
    return !goesOnSilently();
  }

  /** Whatever arrives from now on is for whoever polls for it already. */
  private boolean goesOnSilently() {
    return silent && untouched() && mode() != MutualTlsMode.STRICT;
  }

  @Override
  public @Nullable PeerTrust trust() {
    return tls == null ? null : tls.trust();
  }

  /**
   * Whether it depends on a claim, which the application has yet to make, if the client may talk.
   */
  private boolean mayBeClaimed(@Nullable SpiffeId peer) {
    return admission(peer) instanceof Admission.Refused
        && rules.admit(peer, remote, local, true) instanceof Admission.Admitted;
  }

  private Admission admission(@Nullable SpiffeId peer) {
    if (tls != null && !Vouching.isInForce(rules.bundle(), tls.trust())) {
      return new Admission.Refused(Vouching.GONE);
    }
    return rules.admit(peer, remote, local, claimed.getAsBoolean());
  }

  private MutualTlsMode mode() {
    return rules.mode(local.getPort());
  }

  private MeshSocketException refused(@Nullable SpiffeId peer, String reason) {
    return new MeshSocketException(
        "connection from " + (peer == null ? "" : peer + " at ") + remote + " refused: " + reason);
  }
}
