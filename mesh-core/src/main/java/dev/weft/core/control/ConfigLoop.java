package dev.weft.core.control;

import dev.weft.core.identity.TrustBundle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Pulls config by long poll and puts it in force, or keeps the last good one and says why. */
final class ConfigLoop {
  private static final int WAIT_SECONDS = 30;

  /**
   * Between two answers without news: a server that does not wait must not be asked all the time.
   */
  private static final Duration PACE = Duration.ofSeconds(1);

  private final ControlChannel channel;
  private final MeshState state;
  private final String hostId;
  private final Duration timeout;
  private final InstantSource clock;
  private final Tally tally;
  private final StartGate gate;
  private final Consumer<TrustBundle> bundleChanged;
  private final Runnable outcomeChanged;
  private final Backoff backoff;

  private volatile long seen = -1;
  private volatile long applied;
  private volatile Optional<Unprotected> refusal = Optional.empty();

  ConfigLoop(
      ControlChannel channel,
      MeshState state,
      String hostId,
      Duration timeout,
      InstantSource clock,
      RandomGenerator random,
      Tally tally,
      StartGate gate,
      Consumer<TrustBundle> bundleChanged,
      Runnable outcomeChanged) {
    this.channel = channel;
    this.state = state;
    this.hostId = hostId;
    this.timeout = timeout;
    this.clock = clock;
    this.tally = tally;
    this.gate = gate;
    this.bundleChanged = bundleChanged;
    this.outcomeChanged = outcomeChanged;
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
  }

  /** The revision that every listener took; 0 before the first. */
  long applied() {
    return applied;
  }

  /** The newest revision that the server told of, in force or not; -1 before the first. */
  long seen() {
    return seen;
  }

  /** Why the newest config is not in force; empty when it is. */
  List<Unprotected> refusal() {
    return refusal.stream().toList();
  }

  /** One step of the activity. */
  Duration step() {
    TlsCredentials credentials = state.credentials();
    if (credentials == null) {
      return Activity.UNTIL_WOKEN;
    }
    try {
      Instant asked = clock.instant();
      boolean news = poll(credentials);
      backoff.reset();
      return news ? Duration.ZERO : pace(Duration.between(asked, clock.instant()));
    } catch (ControlException e) {
      tally.failures.increment();
      gate.failed(e);
      return backoff.next();
    }
  }

  /** Whether something new came. */
  private boolean poll(TlsCredentials credentials) throws ControlException {
    long after = seen;
    String query = "?wait=" + WAIT_SECONDS + "&host=" + HttpRequest.encode(hostId);
    HttpRequest request =
        HttpRequest.get("/mesh/v1/config" + query + (after < 0 ? "" : "&after=" + after));
    HttpAnswer answer = channel.exchange(request, credentials, timeout.plusSeconds(WAIT_SECONDS));
    if (answer.status() == 204) {
      return false;
    }
    if (answer.status() != 200) {
      throw Failures.of(answer, request);
    }
    return take(answer.body(), after);
  }

  private boolean take(byte[] body, long after) throws ControlException {
    String what = "config";
    try {
      JsonFields answer = ConfigReader.answer(body);
      long revision = ConfigReader.revision(answer);
      what = "config revision " + revision;
      if (revision == after) {
        return false;
      }
      // Even if it is refused below: to ask for it again would bring the same.
      seen = revision;
      String trustDomain = state.identity().orElseThrow().id().trustDomain();
      apply(ConfigReader.read(answer, trustDomain));
      return true;
    } catch (FormatException e) {
      refuse(what, String.valueOf(e.getMessage()));
      throw new ControlException(
          ControlFailure.CONFIG_REFUSED,
          what
              + " refused, the last good one stays in force: "
              + Failures.text(String.valueOf(e.getMessage())),
          e);
    }
  }

  private void apply(MeshConfig config) {
    try {
      bundleChanged.accept(config.bundle());
      state.replaceBundle(config.bundle());
      state.replaceConfig(config);
      applied = config.revision();
      refusal = Optional.empty();
      tally.configsApplied.increment();
      gate.open();
      outcomeChanged.run();
    } catch (MeshState.ListenerException e) {
      refuse("config revision " + config.revision(), "enforcer failed: " + e.getCause());
      gate.failed(
          new ControlException(
              ControlFailure.CONFIG_REFUSED,
              "config revision " + config.revision() + " could not be put in force",
              e));
    }
  }

  private void refuse(String what, String why) {
    tally.configsRefused.increment();
    refusal = Optional.of(new Unprotected(what, "refused: " + Failures.text(why)));
    outcomeChanged.run();
  }

  /** Forgets what was seen, so that the next poll brings the whole config at once. */
  void refresh() {
    seen = -1;
  }

  private static Duration pace(Duration taken) {
    // The clock may have been set back meanwhile.
    Duration left = taken.isNegative() ? PACE : PACE.minus(taken);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
