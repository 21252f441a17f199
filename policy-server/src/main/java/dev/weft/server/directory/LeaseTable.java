package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.LeaseAnswer.Refusal;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.Database;
import dev.weft.server.store.Revisions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens where, as long as he says so. What a lease says is durable; that it was renewed is
 * not, so after a restart every lease has one more {@link #TTL}.
 *
 * <p>Safe for use by many threads; all state is guarded by the database's lock.
 */
public final class LeaseTable {
  /** How long a lease holds without being renewed. */
  public static final Duration TTL = Duration.ofSeconds(15);

  private static final int MAX_LEASES = 50_000;
  private static final int MAX_LEASES_OF_ONE = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);

  private final Database database;
  private final SourceRule sources;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final Map<UUID, Held> held = new LinkedHashMap<>();
  private final Map<Place, SpiffeId> owners = new HashMap<>();

  /** Is told of each change after it is durable, in order, by the thread that made it. */
  public interface Listener {
    /** {@code leases} are all that hold from {@code revision} on. */
    void changed(long revision, Collection<Lease> leases);
  }

  private record Held(Lease lease, long deadline, List<LeaseRequest.Unprotected> unprotected) {}

  /**
   * The table as it is stored.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public LeaseTable(
      Database database, SourceRule sources, LongSupplier nanoTime, Listener listener) {
    this.database = database;
    this.sources = sources;
    this.nanoTime = nanoTime;
    this.listener = listener;
    database
        .read(LeaseCodec::load)
        .forEach(lease -> held.put(lease.instance(), new Held(lease, deadline(), List.of())));
    indexOwners();
  }

  /** The leases that hold now. */
  public List<Lease> leases() {
    return database.exclusively(() -> held.values().stream().map(Held::lease).toList());
  }

  /**
   * Takes or renews the lease of {@code instance}. What may not be registered is left out and told.
   *
   * @param source the address at the other end of the connection
   * @throws ApiException 403 when the instance is another identity's, 503 when there are too many
   */
  public LeaseAnswer put(
      UUID instance, SpiffeId identity, LeaseRequest request, InetAddress source) {
    return database.exclusively(
        () -> {
          expire();
          Held before = held.get(instance);
          requireOwn(before, identity);
          requireRoom(before, identity);
          List<Refusal> refused = new ArrayList<>();
          Lease wanted =
              new Lease(
                  instance,
                  identity,
                  request.host(),
                  request.labels(),
                  accepted(identity, request, source, refused),
                  0);
          if (before != null && before.lease().saysTheSameAs(wanted)) {
            renew(before, before.lease(), request);
            return new LeaseAnswer(before.lease().revision(), refused);
          }
          Lease lease = store(wanted);
          renew(before, lease, request);
          publish(lease.revision());
          return new LeaseAnswer(lease.revision(), refused);
        });
  }

  /**
   * Gives the lease of {@code instance} up, if there is one.
   *
   * @throws ApiException 403 when it is another identity's
   */
  public long delete(UUID instance, SpiffeId identity) {
    return database.exclusively(
        () -> {
          Held before = held.get(instance);
          requireOwn(before, identity);
          return before == null
              ? database.read(Revisions::current)
              : remove(List.of(instance), "withdrawn");
        });
  }

  /** Drops the leases that were not renewed in time. To be called about once a second. */
  public void expire() {
    database.exclusively(
        () -> {
          long now = nanoTime.getAsLong();
          List<UUID> due =
              held.values().stream()
                  .filter(it -> it.deadline() - now <= 0)
                  .map(it -> it.lease().instance())
                  .toList();
          return due.isEmpty() ? 0L : remove(due, "not renewed");
        });
  }

  private long remove(List<UUID> instances, String why) {
    long revision =
        database.write(
            handle -> {
              instances.forEach(it -> LeaseCodec.delete(handle, it));
              return Revisions.next(handle);
            });
    for (UUID instance : instances) {
      Held gone = held.remove(instance);
      if (gone != null) {
        LOG.atInfo()
            .addKeyValue("instance", instance)
            .addKeyValue("identity", gone.lease().identity())
            .addKeyValue("reason", why)
            .log("lease ended");
      }
    }
    publish(revision);
    return revision;
  }

  private Lease store(Lease wanted) {
    return database.write(
        handle -> {
          Lease lease = wanted.at(Revisions.next(handle));
          LeaseCodec.upsert(handle, lease);
          return lease;
        });
  }

  private void renew(
      @org.jspecify.annotations.Nullable Held before, Lease lease, LeaseRequest request) {
    if (before == null) {
      LOG.atInfo()
          .addKeyValue("instance", lease.instance())
          .addKeyValue("identity", lease.identity())
          .addKeyValue("places", lease.places().size())
          .log("lease taken");
    }
    boolean reported = before != null && before.unprotected().equals(request.unprotected());
    if (!reported && !request.unprotected().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("instance", lease.instance())
          .addKeyValue("identity", lease.identity())
          .addKeyValue("unprotected", request.unprotected())
          .log("workload reports what it cannot protect");
    }
    held.put(lease.instance(), new Held(lease, deadline(), request.unprotected()));
  }

  private void publish(long revision) {
    indexOwners();
    listener.changed(revision, leases());
  }

  private void indexOwners() {
    owners.clear();
    for (Held it : held.values()) {
      it.lease().places().forEach(place -> owners.put(place, it.lease().identity()));
    }
  }

  private List<Place> accepted(
      SpiffeId identity, LeaseRequest request, InetAddress source, List<Refusal> refused) {
    List<Place> places = new ArrayList<>();
    for (LeaseRequest.Listener listening : request.expanded()) {
      Place place = Place.of(request.host(), listening.address(), listening.port());
      SpiffeId owner = owners.get(place);
      if (owner != null && !owner.equals(identity)) {
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
    return places;
  }

  private static Refusal refusal(Place place, String reason) {
    return new Refusal(place.address(), place.port(), reason);
  }

  private static void requireOwn(@org.jspecify.annotations.Nullable Held lease, SpiffeId identity) {
    if (lease != null && !lease.lease().identity().equals(identity)) {
      throw ApiException.forbidden(
          "lease: held by another identity (expected: an instance of one's own)");
    }
  }

  private void requireRoom(@org.jspecify.annotations.Nullable Held before, SpiffeId identity) {
    if (before != null) {
      return;
    }
    long own =
        held.size() < MAX_LEASES_OF_ONE
            ? 0
            : held.values().stream().filter(it -> it.lease().identity().equals(identity)).count();
    if (held.size() >= MAX_LEASES || own >= MAX_LEASES_OF_ONE) {
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
