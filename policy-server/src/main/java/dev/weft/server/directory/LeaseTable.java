package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.LeaseAnswer.Refusal;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.Plan;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Write;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens where, as long as he says so. What a lease says is a stored resource ({@link
 * WorkloadKind}); that it was renewed is in memory, so after a restart every lease has one more
 * {@link #ttl}. Servers that share a store tell one another what they hear.
 *
 * <p>Safe for use by many threads.
 */
public final class LeaseTable implements ResourceStore.Listener, Heartbeats {
  private static final int MAX_LEASES = 100_000;
  private static final int MAX_LEASES_OF_ONE = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);

  private final ResourceStore store;
  private final SourceRule sources;
  private final AddressHolders holders;
  private final InstantSource clock;
  private final Duration ttl;
  private final LeaseIndex index = new LeaseIndex();
  private final Renewals renewals;

  /**
   * The table as it is stored, of a server alone.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param ttl how long a lease holds without being renewed
   */
  public LeaseTable(
      ResourceStore store,
      SourceRule sources,
      InstantSource clock,
      LongSupplier nanoTime,
      Duration ttl) {
    this(store, sources, AddressHolders.NONE, clock, nanoTime, ttl, Optional.empty());
  }

  /**
   * The table as it is stored.
   *
   * @param holders what is known of addresses from elsewhere: it stands above what leases say
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param ttl how long a lease holds without being renewed
   * @param shared what other servers hear, if there are others
   */
  public LeaseTable(
      ResourceStore store,
      SourceRule sources,
      AddressHolders holders,
      InstantSource clock,
      LongSupplier nanoTime,
      Duration ttl,
      Optional<SharedHeartbeats> shared) {
    this.store = store;
    this.sources = sources;
    this.holders = holders;
    this.clock = clock;
    this.ttl = ttl;
    this.renewals = new Renewals(ttl, nanoTime, shared);
    store.quietly(
        () -> {
          store.listen(this);
          for (Resource resource :
              store.snapshot().list(WorkloadKind.GROUP, WorkloadKind.KIND, null)) {
            track(null, resource);
          }
          return true;
        });
  }

  @Override
  public void changed(ResourceChange change, ResourceSnapshot now) {
    if (change.key().kind().equals(WorkloadKind.KIND) && !change.statusOnly()) {
      track(change.before(), change.after());
    }
  }

  private void track(@Nullable Resource before, @Nullable Resource after) {
    Lease gone = before == null ? null : WorkloadKind.lease(before);
    Lease held = after == null ? null : WorkloadKind.lease(after);
    index.change(gone, held);
    if (held != null) {
      renewals.expect(held.instance());
    } else if (gone != null) {
      renewals.forget(gone.instance());
    }
  }

  @Override
  public Optional<Heartbeat> of(UUID instance) {
    return renewals.last(instance);
  }

  /** How long a lease holds without being renewed. */
  public Duration ttl() {
    return ttl;
  }

  /** The leases that hold at present. */
  public List<Lease> leases() {
    return index.all();
  }

  /**
   * Takes or renews the lease of {@code instance}. What may not be registered is left out and told.
   *
   * @param source the address at the other end of the connection
   * @throws ApiException 403 when the instance is another identity's, 503 when there are too many
   */
  public LeaseAnswer put(
      UUID instance, SpiffeId identity, LeaseRequest request, InetAddress source) {
    return put(instance, identity, request, address -> sources.accepts(address, source), source);
  }

  /**
   * As {@link #put}, by a node proxy for a pod: it may register what is known to be addresses of
   * the identity's pods, too.
   */
  public LeaseAnswer putForPod(
      UUID instance, SpiffeId identity, LeaseRequest request, InetAddress source) {
    return put(
        instance,
        identity,
        request,
        address -> sources.accepts(address, source) || holders.isTheirs(address, identity),
        source);
  }

  private LeaseAnswer put(
      UUID instance,
      SpiffeId identity,
      LeaseRequest request,
      Predicate<InetAddress> own,
      InetAddress source) {
    List<Refusal> refused = new ArrayList<>();
    Lease known = index.get(instance);
    Lease first = wanted(instance, identity, request, own, source, refused);
    if (!refused.isEmpty()) {
      // Whoever holds the place may be gone already.
      expire();
      refused.clear();
      first = wanted(instance, identity, request, own, source, refused);
    }
    if (known != null && known.saysTheSameAs(first)) {
      renew(known, request);
      return new LeaseAnswer(known.revision(), refused);
    }
    store.change(
        identity.toString(),
        now -> {
          Lease before = index.get(instance);
          requireOwn(before, identity);
          requireRoom(before, identity);
          refused.clear();
          Lease wanted = wanted(instance, identity, request, own, source, refused);
          return before != null && before.saysTheSameAs(wanted)
              ? Plan.NOTHING
              : Plan.of(new Write.Put(draft(now, wanted)));
        });
    Lease held = index.get(instance);
    if (held == null) {
      throw new ApiException(503, "lease: withdrawn meanwhile (expected: held; try again)");
    }
    if (known == null) {
      LOG.atInfo()
          .addKeyValue("instance", instance)
          .addKeyValue("identity", identity)
          .addKeyValue("places", held.places().size())
          .log("lease taken");
    }
    renew(held, request);
    return new LeaseAnswer(held.revision(), refused);
  }

  private Resource draft(ResourceSnapshot now, Lease wanted) {
    Resource before = now.get(WorkloadKind.key(wanted.instance(), wanted.identity()));
    return before == null
        ? WorkloadKind.resource(wanted, clock.instant(), 1)
        : WorkloadKind.resource(wanted, before.created(), before.generation() + 1);
  }

  /**
   * Gives the lease of {@code instance} up, if there is one.
   *
   * @return the revision from which on that is visible
   * @throws ApiException 403 when it is another identity's
   */
  public long delete(UUID instance, SpiffeId identity) {
    requireOwn(index.get(instance), identity);
    return remove(List.of(instance), identity.toString(), "withdrawn");
  }

  /**
   * Tells other servers of the leases that were renewed here, and takes in what they were told. To
   * be called about once a second, before {@link #expire}.
   */
  public void exchange() {
    synchronized (renewals) {
      renewals.exchange();
    }
  }

  /** Drops the leases that were not renewed in time. To be called about once a second. */
  public void expire() {
    List<UUID> overdue;
    synchronized (renewals) {
      overdue = renewals.overdue();
    }
    if (!overdue.isEmpty()) {
      remove(overdue, "mesh", "not renewed");
    }
  }

  /** Drops what is kept of processes that are long gone. To be called now and then. */
  public void prune() {
    renewals.prune();
  }

  private long remove(List<UUID> instances, String actor, String why) {
    List<ResourceChange> gone =
        store.change(
            actor,
            now -> {
              List<Write> deletions = new ArrayList<>();
              for (UUID instance : instances) {
                Lease held = index.get(instance);
                if (held != null) {
                  deletions.add(new Write.Delete(WorkloadKind.key(instance, held.identity())));
                }
              }
              return Plan.of(deletions);
            });
    for (ResourceChange change : gone) {
      LOG.atInfo()
          .addKeyValue("instance", change.key().name())
          .addKeyValue("namespace", change.key().namespace())
          .addKeyValue("reason", why)
          .log("lease ended");
    }
    return store.snapshot().revision();
  }

  private void renew(Lease lease, LeaseRequest request) {
    Heartbeat said = Heartbeat.of(request);
    boolean reported =
        of(lease.instance()).filter(it -> it.unprotected().equals(said.unprotected())).isPresent();
    if (!reported && !said.unprotected().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("instance", lease.instance())
          .addKeyValue("identity", lease.identity())
          .addKeyValue("unprotected", said.unprotected())
          .log("workload reports what it cannot protect");
    }
    renewals.heard(lease.instance(), said);
  }

  private Lease wanted(
      UUID instance,
      SpiffeId identity,
      LeaseRequest request,
      Predicate<InetAddress> own,
      InetAddress source,
      List<Refusal> refused) {
    List<Place> places = new ArrayList<>();
    for (LeaseRequest.Listener listening : request.expanded()) {
      Place place = Place.of(request.host(), listening.address(), listening.port());
      Optional<SpiffeId> owner = index.owner(place);
      boolean anothers =
          !Addresses.isLocal(listening.address())
              && holders.isAnothers(listening.address(), identity);
      if (anothers || (owner.isPresent() && !owner.get().equals(identity))) {
        refused.add(refusal(place, "held by another identity"));
      } else if (!own.test(listening.address())) {
        refused.add(
            refusal(
                place,
                "not an address of the sender, who connects from " + Addresses.format(source)));
      } else {
        places.add(place);
      }
    }
    return new Lease(instance, identity, request.host(), request.labels(), places, 0);
  }

  private static Refusal refusal(Place place, String reason) {
    return new Refusal(place.address(), place.port(), reason);
  }

  private static void requireOwn(@Nullable Lease lease, SpiffeId identity) {
    if (lease != null && !lease.identity().equals(identity)) {
      throw ApiException.forbidden(
          "lease: held by another identity (expected: an instance of one's own)");
    }
  }

  private void requireRoom(@Nullable Lease before, SpiffeId identity) {
    if (before == null
        && (index.size() >= MAX_LEASES || index.sizeOf(identity) >= MAX_LEASES_OF_ONE)) {
      throw new ApiException(
          503,
          "leases: too many (expected: at most "
              + MAX_LEASES_OF_ONE
              + " of one identity and "
              + MAX_LEASES
              + " in all)");
    }
  }
}
