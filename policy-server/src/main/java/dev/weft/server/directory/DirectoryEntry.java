package dev.weft.server.directory;

import dev.weft.core.control.Fingerprint;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.policy.MutualTlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One place at which workloads listen, as workloads are told of it. Several processes may share a
 * place; then the strictest of their modes holds. Immutable.
 */
public final class DirectoryEntry {
  private final Place place;
  private final TreePMap<LeaseName, Claim> claims;
  private final long fingerprint;

  /** Made when it is first asked for: a server that starts has tens of thousands to begin with. */
  private volatile byte @Nullable [] json;

  /** What one process makes of the place. */
  private record Claim(SpiffeId identity, MutualTlsMode mode) {}

  private DirectoryEntry(Place place, TreePMap<LeaseName, Claim> claims) {
    this.place = place;
    this.claims = claims;
    this.fingerprint =
        Fingerprint.ofEndpoint(
            Addresses.parse(place.address()), place.port(), principals(claims), mode(claims));
  }

  static DirectoryEntry of(Place place, Lease lease, MutualTlsMode mode) {
    return new DirectoryEntry(
        place, TreePMap.singleton(LeaseName.of(lease), new Claim(lease.identity(), mode)));
  }

  DirectoryEntry with(Lease lease, MutualTlsMode mode) {
    Claim claim = new Claim(lease.identity(), mode);
    return claim.equals(claims.get(LeaseName.of(lease)))
        ? this
        : new DirectoryEntry(place, claims.plus(LeaseName.of(lease), claim));
  }

  /** Without what {@code lease} makes of it; a place that nobody else holds is none any more. */
  List<DirectoryEntry> without(Lease lease) {
    TreePMap<LeaseName, Claim> left = claims.minus(LeaseName.of(lease));
    return left.isEmpty() ? List.of() : List.of(new DirectoryEntry(place, left));
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** Its part of the config's sum. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Whose it is. */
  SortedSet<SpiffeId> principals() {
    return principals(claims);
  }

  /** The strictest of what they want. */
  MutualTlsMode mode() {
    return mode(claims);
  }

  /** As workloads read it. */
  public JsonObject object() {
    return object(place, claims);
  }

  /** The same in UTF-8; not to be changed. */
  public byte[] json() {
    byte[] made = json;
    if (made == null) {
      made = JsonWriter.writeBytes(object());
      json = made;
    }
    return made;
  }

  boolean saysTheSameAs(DirectoryEntry other) {
    return principals(claims).equals(principals(other.claims))
        && mode(claims) == mode(other.claims);
  }

  private static JsonObject object(Place place, Map<LeaseName, Claim> claims) {
    List<JsonValue> names = new ArrayList<>();
    principals(claims).stream()
        .map(SpiffeId::toString)
        .sorted()
        .map(JsonString::new)
        .forEach(names::add);
    return JsonObject.builder()
        .put("address", place.address())
        .put("port", place.port())
        .put("principals", new JsonArray(names))
        .put("mode", mode(claims).name())
        .build();
  }

  private static SortedSet<SpiffeId> principals(Map<LeaseName, Claim> claims) {
    SortedSet<SpiffeId> principals =
        new TreeSet<>(java.util.Comparator.comparing(SpiffeId::toString));
    claims.values().forEach(claim -> principals.add(claim.identity()));
    return principals;
  }

  /** The enum has the strictest first. */
  private static MutualTlsMode mode(Map<LeaseName, Claim> claims) {
    MutualTlsMode strictest = MutualTlsMode.DISABLE;
    for (Claim claim : claims.values()) {
      if (claim.mode().compareTo(strictest) < 0) {
        strictest = claim.mode();
      }
    }
    return strictest;
  }
}
