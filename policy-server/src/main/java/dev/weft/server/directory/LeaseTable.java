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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens where, as long as he says so. What a lease says is a stored resource ({@link
 * WorkloadKind}); that it was renewed is in memory, so after a restart every lease has one more
 * {@link #TTL}.
 *
 * <p>Safe for use by many threads.
 */
public final class LeaseTable implements ResourceStore.Listener {
  /** How long a lease holds without being renewed. */
  public static final Duration TTL = Duration.ofSeconds(15);

  private static final int MAX_LEASES = 50_000;
  private static final int MAX_LEASES_OF_ONE = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);

  private final ResourceStore store;
  private final SourceRule sources;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final LeaseIndex index = new LeaseIndex();
  private final Map<UUID, Heartbeat> heartbeats = new ConcurrentHashMap<>();

  private record Heartbeat(
      long deadline, long applied, List<LeaseRequest.Unprotected> unprotected) {}

  /**
   * The table as it is stored.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public LeaseTable(
      ResourceStore store, SourceRule sources, InstantSource clock, LongSupplier nanoTime) {
    this.store = store;
    this.sources = sources;
    this.clock = clock;
    this.nanoTime = nanoTime;
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
      heartbeats.putIfAbsent(held.instance(), new Heartbeat(deadline(), 0, List.of()));
    } else if (gone != null) {
      heartbeats.remove(gone.instance());
    }
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
    expire();
    List<Refusal> refused = new ArrayList<>();
    Lease known = index.get(instance);
    if (known != null
        && known.saysTheSameAs(wanted(instance, identity, request, source, refused))) {
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
          Lease wanted = wanted(instance, identity, request, source, refused);
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

  /** Drops the leases that were not renewed in time. To be called about once a second. */
  public void expire() {
    long now = nanoTime.getAsLong();
    List<UUID> due = new ArrayList<>();
    heartbeats.forEach(
        (instance, heartbeat) -> {
          if (heartbeat.deadline() - now <= 0) {
            due.add(instance);
          }
        });
    if (!due.isEmpty()) {
      remove(due, "mesh", "not renewed");
    }
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
    Heartbeat before = heartbeats.get(lease.instance());
    boolean reported = before != null && before.unprotected().equals(request.unprotected());
    if (!reported && !request.unprotected().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("instance", lease.instance())
          .addKeyValue("identity", lease.identity())
          .addKeyValue("unprotected", request.unprotected())
          .log("workload reports what it cannot protect");
    }
    Heartbeat heartbeat = new Heartbeat(deadline(), request.applied(), request.unprotected());
    // A lease that was withdrawn meanwhile must not leave a heartbeat behind.
    heartbeats.computeIfPresent(lease.instance(), (instance, old) -> heartbeat);
  }

  private Lease wanted(
      UUID instance,
      SpiffeId identity,
      LeaseRequest request,
      InetAddress source,
      List<Refusal> refused) {
    List<Place> places = new ArrayList<>();
    for (LeaseRequest.Listener listening : request.expanded()) {
      Place place = Place.of(request.host(), listening.address(), listening.port());
      Optional<SpiffeId> owner = index.owner(place);
      if (owner.isPresent() && !owner.get().equals(identity)) {
        refused.add(refusal(place, "held by another identity"));
      } else if (!sources.accepts(listening.address(), source)) {
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

  private long deadline() {
    return nanoTime.getAsLong() + TTL.toNanos();
  }
}
