package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
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

  /** Behind what the server must not take this, though it is asked for the whole. */
  private long newest = -1;

  /** Of what mesh the revisions are; empty before the first config. */
  private String source = "";

  private volatile boolean wholeWanted;
  private volatile long applied;
  private volatile Optional<Unprotected> refusal = Optional.empty();
  private volatile List<RefusedPolicy> refusedPolicies = List.of();

  /** What the server told last, in force or not; empty when it is to be asked for the whole. */
  private Optional<ConfigDocument> known = Optional.empty();

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

  /** The policies for which the newest config is not in force, so many as are reported. */
  List<RefusedPolicy> refusedPolicies() {
    return refusedPolicies;
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
    if (wholeWanted) {
      wholeWanted = false;
      newest = Math.max(newest, seen);
      seen = -1;
      known = Optional.empty();
    }
    long after = seen;
    StringBuilder target = new StringBuilder("/mesh/v1/config?wait=").append(WAIT_SECONDS);
    target.append("&host=").append(HttpRequest.encode(hostId));
    if (after >= 0) {
      target.append("&after=").append(after);
    } else if (newest >= 0) {
      target.append("&seen=").append(newest);
    }
    if (known.isPresent() || (after < 0 && !source.isEmpty())) {
      target.append("&source=").append(HttpRequest.encode(source));
    }
    HttpRequest request = HttpRequest.get(target.toString());
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
      if (revision == after && !isOfAnotherMesh(answer)) {
        return false;
      }
      String trustDomain = state.identity().orElseThrow().id().trustDomain();
      if (after >= 0 && ConfigReader.isChange(answer)) {
        return change(answer, trustDomain);
      }
      // Even if it is refused below: to ask for it again would bring the same.
      seen = revision;
      newest = -1; // a server may know better: its store may have been made anew
      known = Optional.empty();
      ConfigDocument whole = ConfigReader.whole(answer, trustDomain);
      known = Optional.of(whole);
      source = whole.source();
      apply(whole);
      return true;
    } catch (FormatException e) {
      refuse(what, String.valueOf(e.getMessage()), List.of());
      throw new ControlException(
          ControlFailure.CONFIG_REFUSED,
          what
              + " refused, the last good one stays in force: "
              + Failures.text(String.valueOf(e.getMessage())),
          e);
    }
  }

  /** Whether it is not what was known: a server was given other roots or settings since. */
  private boolean isOfAnotherMesh(JsonFields answer) throws FormatException {
    return !ConfigReader.isChange(answer) && !answer.string("source").equals(source);
  }

  /** Takes what changed; when that does not fit what is known, the whole is asked for. */
  private boolean change(JsonFields answer, String trustDomain) throws ControlException {
    if (known.isEmpty()) {
      refresh();
      return true;
    }
    ConfigDocument before = known.get();
    ConfigDocument next;
    try {
      next = ConfigReader.change(answer, before, trustDomain);
    } catch (FormatException e) {
      tally.failures.increment();
      refresh();
      return false; // not at once: a server whose changes never fit must not be asked all the time
    }
    known = Optional.of(next);
    seen = next.revision();
    if (before.at(next.revision()).equals(next)) {
      move(before.revision(), next.revision());
    } else {
      apply(next);
    }
    return true;
  }

  /** Nothing changed but the revision. */
  private void move(long before, long revision) {
    if (applied == before) {
      state.moveConfig(revision);
      applied = revision;
    }
  }

  private void apply(ConfigDocument document) throws ControlException {
    String what = "config revision " + document.revision();
    List<RefusedPolicy> refused = document.refused();
    if (!refused.isEmpty()) {
      String why = refused.get(0).policy() + ": " + refused.get(0).why();
      refuse(what, why, refused);
      throw new ControlException(
          ControlFailure.CONFIG_REFUSED,
          what + " refused, the last good one stays in force: " + why);
    }
    MeshConfig config = document.config();
    try {
      bundleChanged.accept(config.bundle());
      state.replaceBundle(config.bundle());
      state.replaceConfig(config);
      applied = config.revision();
      refusal = Optional.empty();
      refusedPolicies = List.of();
      tally.configsApplied.increment();
      gate.open();
      outcomeChanged.run();
    } catch (MeshState.ListenerException e) {
      refuse(what, "enforcer failed: " + e.getCause(), List.of());
      gate.failed(
          new ControlException(
              ControlFailure.CONFIG_REFUSED, what + " could not be put in force", e));
    }
  }

  private void refuse(String what, String why, List<RefusedPolicy> policies) {
    tally.configsRefused.increment();
    refusal = Optional.of(new Unprotected(what, "refused: " + Failures.text(why)));
    refusedPolicies =
        List.copyOf(policies.subList(0, Math.min(policies.size(), RefusedPolicy.MAX_REPORTED)));
    outcomeChanged.run();
  }

  /** Lets the next poll bring the whole config, at once. */
  void refresh() {
    wholeWanted = true;
  }

  private static Duration pace(Duration taken) {
    // The clock may have been set back meanwhile.
    Duration left = taken.isNegative() ? PACE : PACE.minus(taken);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
