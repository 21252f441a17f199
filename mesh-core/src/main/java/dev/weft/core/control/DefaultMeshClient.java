package dev.weft.core.control;

import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.directory.IpLiteral;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.TrustBundle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts the parts together: one activity each for the SVID, the config and the lease. */
final class DefaultMeshClient implements MeshClient {
  private final TaskScheduler scheduler;
  private final MeshState state;
  private final Tally tally = new Tally();
  private final StartGate gate = new StartGate();
  private final LeaseBook book = new LeaseBook();
  private final ConfigLoop configLoop;
  private final LeaseLoop leaseLoop;
  private final IdentityLoop identityLoop;
  private final Lookups lookups;
  private final SvidTurn svidTurn;
  private final SvidChannel svidChannel;
  private final Activity configActivity;
  private final Activity leaseActivity;
  private final ControlChannel configChannel;
  private final ControlChannel leaseChannel;
  private final SpanSender spans;
  private final AtomicBoolean closed = new AtomicBoolean();

  DefaultMeshClient(MeshClientBuilder settings, TaskScheduler scheduler) {
    this.scheduler = scheduler;
    this.state = new MeshState(settings.clock);
    this.svidChannel =
        new SvidChannel(
            channel(settings), settings.joinConnections, settings.clock, settings.requestTimeout);
    this.configChannel = channel(settings);
    this.leaseChannel = channel(settings);
    this.configLoop =
        new ConfigLoop(
            configChannel,
            state,
            settings.hostId,
            settings.requestTimeout,
            settings.clock,
            settings.random,
            tally,
            gate,
            this::bundleComes,
            this::configOutcome);
    this.spans = new SpanSender(channel(settings), state, settings.requestTimeout);
    this.leaseLoop =
        new LeaseLoop(
            leaseChannel,
            state,
            book,
            new LeaseFacts(settings.instance, settings.hostId, settings.labels, settings.addresses),
            configLoop,
            settings.requestTimeout,
            tally,
            quick(settings));
    this.identityLoop =
        new IdentityLoop(
            new SvidExchange(svidChannel, settings.credential, settings.clock),
            state,
            settings.clock,
            settings.random,
            tally,
            gate,
            this::svidComes);
    this.lookups =
        new Lookups(
            List.of(channel(settings), channel(settings)),
            state,
            scheduler,
            settings.clock,
            settings.hostId,
            settings.lookupTimeout,
            tally,
            quick(settings));
    SvidTurn turn = settings.svidTurn;
    this.svidTurn = turn == null ? new OwnSvidTurn(scheduler, tally) : turn;
    svidTurn.bind(identityLoop);
    this.configActivity = new Activity(scheduler, tally, configLoop::step);
    this.leaseActivity = new Activity(scheduler, tally, leaseLoop::step);
  }

  private ControlChannel channel(MeshClientBuilder settings) {
    return new ControlChannel(settings.server, settings.tls, scheduler, settings.maxAnswerBytes);
  }

  private static Backoff quick(MeshClientBuilder settings) {
    return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), settings.random);
  }

  @Override
  public void start(Duration timeout) throws MeshStartException, InterruptedException {
    begin();
    Rehearsal.answer();
    gate.await(timeout);
  }

  /** Starts without waiting. */
  void begin() {
    svidTurn.wake();
  }

  @Override
  public Optional<Identity> identity() {
    return state.identity();
  }

  @Override
  public Optional<MeshConfig> config() {
    return state.config();
  }

  @Override
  public void onChange(MeshListener listener) {
    state.listen(listener);
  }

  @Override
  public CompletableFuture<LeaseAnswer> announce(InetSocketAddress listener) {
    CompletableFuture<LeaseAnswer> answer = book.announce(Place.of(listener));
    leaseActivity.wake();
    return answer;
  }

  @Override
  public void withdraw(InetSocketAddress listener) {
    if (book.withdraw(Place.of(listener))) {
      leaseActivity.wake();
    }
  }

  @Override
  public void judgesRequestsOn(Set<Integer> ports) {
    leaseLoop.judgesRequestsOn(ports);
  }

  @Override
  public void sendSpans(byte[] message) throws ControlException {
    spans.send(message);
  }

  @Override
  public void report(List<Unprotected> unprotected) {
    leaseLoop.report(unprotected);
    leaseActivity.wake();
  }

  @Override
  public CompletableFuture<List<DirectoryEndpoint>> lookup(InetSocketAddress destination) {
    return lookup(placeOf(destination), false);
  }

  @Override
  public CompletableFuture<List<DirectoryEndpoint>> lookupConnected(InetSocketAddress destination) {
    return lookup(placeOf(destination), true);
  }

  @Override
  public boolean isKnownOutside(InetSocketAddress destination) {
    return lookups.isKnownOutside(placeOf(destination));
  }

  private static Place placeOf(InetSocketAddress destination) {
    Place place = Place.of(destination);
    return place.address().isAnyLocalAddress()
        ? new Place(IpLiteral.loopbackFor(place.address()), place.port())
        : place;
  }

  private CompletableFuture<List<DirectoryEndpoint>> lookup(Place place, boolean connected) {
    Optional<MeshConfig> config = state.config();
    if (config.isPresent()) {
      Optional<DirectoryEndpoint> known =
          config.get().directory().find(place.address(), place.port());
      if (known.isPresent()) {
        return CompletableFuture.completedFuture(List.of(known.get()));
      }
    }
    return lookups.lookup(place, connected);
  }

  @Override
  public MeshCounters counters() {
    return tally.snapshot();
  }

  @Override
  public void close() {
    beginClose();
    boolean interrupted = false;
    try {
      // If it takes longer than that, the lease ends by itself.
      boolean inTime = withdrawn().await(1, TimeUnit.SECONDS);
      if (!inTime) {
        tally.failures.increment();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    leaseChannel.close();
    leaseActivity.stop();
    scheduler.shutdown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Open when it was tried to withdraw the lease. */
  CountDownLatch withdrawn() {
    return leaseLoop.deleted();
  }

  /** Ends all but the lease, which is about to be withdrawn. */
  void beginClose() {
    if (closed.compareAndSet(false, true)) {
      svidTurn.stop();
      configActivity.stop();
      svidChannel.close();
      configChannel.close();
      lookups.close();
      spans.close();
      book.close();
      gate.failed(new ControlException(ControlFailure.CLOSED, "the client was closed"));
      leaseLoop.close();
      leaseActivity.wake();
    }
  }

  /** A new SVID is at hand: everything is said with it from now on. */
  private void svidComes(Identity identity) {
    Optional<MeshConfig> config = state.config();
    if (config.isPresent() && !config.get().bundle().equals(identity.bundle())) {
      configLoop.refresh(); // which of the two is newer, the next config says
    }
    configActivity.wake();
    // The first lease can wait for the first config, which the program's start waits for.
    if (config.isPresent() || !book.places().isEmpty()) {
      leaseActivity.wake();
    }
  }

  private void bundleComes(TrustBundle bundle) {
    if (identityLoop.renewUnlessTrusted(bundle)) {
      svidTurn.wake();
    }
  }

  /** A config was put in force, or refused: the lease says so. */
  private void configOutcome() {
    lookups.moved(configLoop.seen());
    leaseActivity.wake();
  }
}
