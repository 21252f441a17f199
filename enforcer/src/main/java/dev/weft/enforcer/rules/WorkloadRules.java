package dev.weft.enforcer.rules;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.control.ControlException;
import dev.weft.core.control.ControlFailure;
import dev.weft.core.control.MeshClient;
import dev.weft.core.directory.Directory;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.request.RequestRules;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers the data path's questions from the rulebook in force. Without any rulebook, which is
 * before the first config, nothing is let in or out: nobody knows then what would have to be
 * protected.
 */
public final class WorkloadRules implements IdentitySource {
  private static final String NO_CONFIG =
      "the mesh has no configuration yet, because the policy server has not answered";

  private final MeshClient client;
  private final InstantSource clock;
  private final EventLog log;
  private final Runnable missed;
  private volatile @Nullable Rulebook rulebook;

  /**
   * The rules of the workload that {@code client} joined as.
   *
   * @param clock says when an SVID has expired
   */
  public WorkloadRules(MeshClient client, InstantSource clock, EventLog log) {
    this(client, clock, log, () -> {});
  }

  /**
   * As {@link #WorkloadRules(MeshClient, InstantSource, EventLog)}.
   *
   * @param missed run when a connection finds no SVID that is good, or no rules; on its thread, so
   *     it must neither block nor throw
   */
  public WorkloadRules(MeshClient client, InstantSource clock, EventLog log, Runnable missed) {
    this.client = client;
    this.clock = clock;
    this.log = log;
    this.missed = missed;
  }

  /** Lets {@code next} hold from now on. */
  public void enforce(Rulebook next) {
    rulebook = next;
  }

  @Override
  public Identity current() throws MeshSocketException {
    Optional<Identity> identity = client.identity();
    if (identity.isEmpty()) {
      missed.run();
      throw new MeshSocketException("this workload has no SVID yet");
    }
    if (clock.instant().isAfter(identity.get().svid().expires())) {
      missed.run();
      throw new MeshSocketException(
          "this workload's SVID expired at "
              + identity.get().svid().expires()
              + " and the policy server has not renewed it");
    }
    return identity.get();
  }

  /** The mode of {@code port} now. */
  public MutualTlsMode mode(int port) {
    Rulebook current = rulebook;
    if (current == null) {
      missed.run();
      return MutualTlsMode.STRICT;
    }
    return current.modes().mode(port);
  }

  /**
   * Whether a client may talk.
   *
   * @param peer who it has proved to be; null over plaintext
   * @param claimed whether each of its requests is judged later; then it may talk if any of them
   *     could be allowed
   */
  public Admission admit(
      @Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local, boolean claimed) {
    Rulebook current = rulebook;
    if (current == null) {
      return new Admission.Refused(NO_CONFIG);
    }
    ConnectionFacts facts =
        ConnectionFacts.of(peer, remote.getAddress(), local.getAddress(), local.getPort(), null);
    PolicyEngine engine = current.requests().authorization();
    Decision decision = claimed ? engine.decideProspect(facts) : engine.decideConnection(facts);
    return decision.allowed()
        ? Admission.ADMITTED
        : new Admission.Refused("denied by policy: " + decision.describe());
  }

  /** What is in force for requests; null before the first config. */
  public @Nullable RequestRules requests() {
    Rulebook current = rulebook;
    return current == null ? null : current.requests();
  }

  /** Who listens where, as far as the config says; nobody before the first one. */
  public Directory directory() {
    Rulebook current = rulebook;
    return current == null ? Directory.EMPTY : current.directory();
  }

  /** Whether there are rules at all. */
  public boolean areThere() {
    return rulebook != null;
  }

  /**
   * Whether anybody may send anything to any port in plaintext: then nothing would be let in that
   * policy forbids if nobody enforced it.
   */
  public boolean areOpen() {
    Rulebook current = rulebook;
    return current != null
        && !current.modes().isStrictAnywhere()
        && current.requests().authorization().isEmpty()
        && current.requests().authentication().isEmpty();
  }

  /** Whether any port of the workload accepts mutual TLS alone, or may: nothing is known. */
  public boolean areStrictAnywhere() {
    Rulebook current = rulebook;
    return current == null || current.modes().isStrictAnywhere();
  }

  /** Who this workload is; null before it has an SVID. */
  public @Nullable SpiffeId own() {
    return client.identity().map(Identity::id).orElse(null);
  }

  @Override
  public @Nullable TrustBundle bundle() {
    return client.identity().map(Identity::bundle).orElse(null);
  }

  /**
   * What is at {@code address}, as far as that is known; null when the policy server has to be
   * asked.
   */
  public @Nullable Destination known(InetSocketAddress address) {
    Rulebook current = rulebook;
    if (current == null) {
      missed.run();
      return new Destination.Forbidden(NO_CONFIG);
    }
    Optional<DirectoryEndpoint> known =
        current.directory().find(address.getAddress(), address.getPort());
    if (known.isPresent()) {
      return meshed(known.get());
    }
    return client.isKnownOutside(address) ? Destination.OUTSIDE : null;
  }

  /**
   * Asks the policy server what is at {@code address}, to which a connection was made: members of
   * the mesh announce themselves before they listen, so "nobody" is an answer only then.
   */
  public CompletableFuture<Destination> ask(InetSocketAddress address) {
    return told(address, client.lookupConnected(address));
  }

  /**
   * What is at {@code address}, to which nobody has connected yet; completed at once unless the
   * policy server has to be asked. That it is outside the mesh has to be confirmed by {@link #ask}.
   */
  public CompletableFuture<Destination> destination(InetSocketAddress address) {
    Destination known = known(address);
    return known == null
        ? told(address, client.lookup(address))
        : CompletableFuture.completedFuture(known);
  }

  private CompletableFuture<Destination> told(
      InetSocketAddress address, CompletableFuture<List<DirectoryEndpoint>> answer) {
    return answer.handle(
        (found, failure) -> found == null ? unanswered(address, failure) : answered(found));
  }

  private static Destination answered(List<DirectoryEndpoint> found) {
    return found.isEmpty() ? Destination.OUTSIDE : meshed(found.get(0));
  }

  /**
   * When the policy server is away, the last good directory stands, and by that the address is
   * outside: it holds the whole mesh. Any other failure (too many questions at once, a refusal)
   * says nothing of the address, so that nothing may go there in the clear.
   */
  private Destination unanswered(InetSocketAddress address, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    boolean away =
        cause instanceof ControlException control && control.kind() == ControlFailure.UNREACHABLE;
    log.warnAbout(
        String.valueOf(away),
        "destination.unknown",
        "address",
        address,
        "why",
        cause == null ? null : cause.getMessage(),
        "done",
        away ? "outside, by the last good directory" : "refused");
    return away
        ? Destination.OUTSIDE
        : new Destination.Forbidden("the policy server could not be asked about " + address);
  }

  private static Destination meshed(DirectoryEndpoint endpoint) {
    return endpoint.mode() == MutualTlsMode.DISABLE
        ? Destination.OUTSIDE
        : new Destination.Meshed(endpoint.principals(), endpoint.mode() == MutualTlsMode.STRICT);
  }
}
