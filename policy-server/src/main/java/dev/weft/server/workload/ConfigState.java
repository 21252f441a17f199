package dev.weft.server.workload;

import dev.weft.server.directory.Directory;
import dev.weft.server.directory.Lease;
import dev.weft.server.directory.ListenerModes;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that workloads may pull, at one revision, and since when which part of it is as it is.
 * Immutable, but for documents once written, which are kept for the next who asks.
 */
public final class ConfigState {
  private static final int MAX_DOCUMENTS = 1000;

  private final ConfigSource source;
  private final long revision;
  private final ResourceSnapshot resources;
  private final List<Lease> leases;
  private final ListenerModes modes;
  private final Directory directory;

  /** The revision of the last change that concerns everybody. */
  private final long forAll;

  /** The revision of the last change that concerns one namespace alone. */
  private final Map<String, Long> forNamespace;

  private final Map<ConfigScope, byte[]> documents = new ConcurrentHashMap<>();

  private ConfigState(
      ConfigSource source,
      long revision,
      ResourceSnapshot resources,
      List<Lease> leases,
      Derived derived,
      long forAll,
      Map<String, Long> forNamespace) {
    this.source = source;
    this.revision = revision;
    this.resources = resources;
    this.leases = leases;
    this.modes = derived.modes();
    this.directory = derived.directory();
    this.forAll = forAll;
    this.forNamespace = forNamespace;
  }

  private record Derived(ListenerModes modes, Directory directory) {}

  /** The state at the start: everything in it counts as changed at {@code revision}. */
  static ConfigState initial(
      ConfigSource source, ResourceSnapshot resources, Collection<Lease> leases, long revision) {
    List<Lease> held = List.copyOf(leases);
    ListenerModes modes = source.modes(resources);
    return new ConfigState(
        source,
        revision,
        resources,
        held,
        new Derived(modes, Directory.build(held, modes)),
        revision,
        Map.of());
  }

  /** The state after a resource was written or deleted. */
  ConfigState with(ResourceKey key, ResourceSnapshot now) {
    boolean changesModes = key.kind().equals(PolicyKinds.PEER_AUTHENTICATION.kind());
    boolean concernsAll = changesModes || key.namespace().equals(source.rootNamespace());
    Map<String, Long> byNamespace = new HashMap<>(forNamespace);
    if (!concernsAll) {
      byNamespace.put(key.namespace(), now.revision());
    }
    ListenerModes newModes = changesModes ? source.modes(now) : modes;
    return new ConfigState(
        source,
        now.revision(),
        now,
        leases,
        new Derived(newModes, changesModes ? Directory.build(leases, newModes) : directory),
        concernsAll ? now.revision() : forAll,
        Map.copyOf(byNamespace));
  }

  /** The state after a lease was taken, changed or ended. */
  ConfigState with(long newRevision, ResourceSnapshot snapshot, Collection<Lease> now) {
    List<Lease> held = List.copyOf(now);
    return new ConfigState(
        source,
        newRevision,
        snapshot,
        held,
        new Derived(modes, Directory.build(held, modes)),
        newRevision,
        forNamespace);
  }

  /**
   * Whether one who knows revision {@code after} lacks something; a revision ahead of ours does.
   */
  boolean hasNewsFor(ConfigScope scope, long after) {
    long changed =
        Math.max(forAll, Optional.ofNullable(forNamespace.get(scope.namespace())).orElse(0L));
    return after < changed || after > revision;
  }

  /** The config for {@code scope}, in JSON. */
  byte[] document(ConfigScope scope) {
    byte[] known = documents.get(scope);
    if (known != null) {
      return known;
    }
    byte[] made = source.compose(scope, revision, resources, directory);
    if (documents.size() < MAX_DOCUMENTS) {
      documents.put(scope, made);
    }
    return made;
  }

  /** The revision of the last change. */
  long revision() {
    return revision;
  }

  /** Who listens where. */
  Directory directory() {
    return directory;
  }
}
