package dev.weft.core.control;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.PeerRole;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.TrustBundle;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Keeps an SVID at hand: joins, renews at half-life, and joins again when the SVID expired or its
 * renewal was refused.
 */
final class IdentityLoop implements SvidRequest {
  private final SvidExchange exchange;
  private final MeshState state;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Tally tally;
  private final StartGate gate;
  private final Consumer<Identity> changed;
  private final Backoff quick;
  private final Backoff slow;

  private volatile Instant renewAt = Instant.MIN;
  private volatile Instant urgentAt = Instant.MIN;
  private boolean renewalRefused;

  IdentityLoop(
      SvidExchange exchange,
      MeshState state,
      InstantSource clock,
      RandomGenerator random,
      Tally tally,
      StartGate gate,
      Consumer<Identity> changed) {
    this.exchange = exchange;
    this.state = state;
    this.clock = clock;
    this.random = random;
    this.tally = tally;
    this.gate = gate;
    this.changed = changed;
    this.quick = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
    this.slow = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5), random);
  }

  @Override
  public SvidPlan ask() {
    Instant now = clock.instant();
    Optional<Identity> current = state.identity();
    Instant due = renewAt;
    if (current.isPresent() && now.isBefore(due)) {
      return plan(false, Duration.between(now, due));
    }
    try {
      Identity next = obtain(current, now);
      Duration life = Duration.between(now, next.svid().expires());
      Duration rest = halfLife(life);
      renewAt = now.plus(rest);
      urgentAt = now.plus(life.multipliedBy(3).dividedBy(4));
      renewalRefused = false;
      quick.reset();
      slow.reset();
      install(next);
      return plan(false, rest);
    } catch (ControlException e) {
      tally.failures.increment();
      gate.failed(e);
      return plan(
          true,
          switch (e.kind()) {
            case NOT_AUTHENTICATED, REFUSED, UNTRUSTED_SERVER, MALFORMED_ANSWER -> slow.next();
            default -> quick.next();
          });
    }
  }

  /** Makes the next step renew, if {@code bundle} does not vouch for the present SVID. */
  boolean renewUnlessTrusted(TrustBundle bundle) {
    Optional<Identity> current = state.identity();
    if (current.isEmpty() || current.get().bundle().equals(bundle)) {
      return false; // it was checked against that bundle when it was taken
    }
    try {
      new PeerVerifier(bundle, clock).verify(current.get().svid().chain(), PeerRole.CLIENT);
      return false;
    } catch (CertificateException e) {
      renewAt = Instant.MIN;
      urgentAt = Instant.MIN;
      return true;
    }
  }

  private Identity obtain(Optional<Identity> current, Instant now) throws ControlException {
    TlsCredentials credentials = state.credentials();
    boolean expired = current.isPresent() && !now.isBefore(current.get().svid().expires());
    boolean anew = expired || renewalRefused || !exchange.renews();
    if (current.isEmpty() || credentials == null || anew) {
      renewalRefused = false; // should a join token be spent, the next attempt renews again
      Identity joined = exchange.join(current);
      tally.joins.increment();
      return joined;
    }
    try {
      Identity renewed = exchange.renew(current.get(), credentials);
      tally.renewals.increment();
      return renewed;
    } catch (ControlException e) {
      renewalRefused =
          e.kind() == ControlFailure.NOT_AUTHENTICATED || e.kind() == ControlFailure.REFUSED;
      throw e;
    }
  }

  private void install(Identity next) {
    try {
      state.replaceSvid(next.svid(), next.bundle());
    } catch (MeshState.ListenerException e) {
      tally.failures.increment();
    }
    changed.accept(next);
  }

  private SvidPlan plan(boolean failed, Duration rest) {
    Instant expires = state.identity().map(it -> it.svid().expires()).orElse(Instant.MIN);
    return new SvidPlan(failed, rest, urgentAt, expires);
  }

  /** Half of {@code life}, give or take a twentieth of it. */
  private Duration halfLife(Duration life) {
    double share;
    synchronized (random) {
      share = 0.45 + random.nextDouble() / 10;
    }
    return Duration.ofMillis((long) (life.toMillis() * share));
  }
}
