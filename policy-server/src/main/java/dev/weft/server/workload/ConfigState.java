package dev.weft.server.workload;

import dev.weft.core.policy.PeerAuthentication;
import dev.weft.server.directory.Directory;
import dev.weft.server.directory.DirectoryEntry;
import dev.weft.server.directory.Lease;
import dev.weft.server.directory.ListenerModes;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * All that workloads may pull, at one revision, and what of it changed when. Immutable; the next
 * state shares what did not change.
 */
public final class ConfigState {
  private final ConfigSource source;
  private final long edition;
  private final long revision;
  private final ResourceSnapshot resources;
  private final ListenerModes modes;
  private final Directory directory;
  private final PMap<Shelf, ShelfState> shelves;
  private final DeltaLog log;

  private ConfigState(
      ConfigSource source,
      long edition,
      long revision,
      ResourceSnapshot resources,
      ListenerModes modes,
      Directory directory,
      PMap<Shelf, ShelfState> shelves,
      DeltaLog log) {
    this.source = source;
    this.edition = edition;
    this.revision = revision;
    this.resources = resources;
    this.modes = modes;
    this.directory = directory;
    this.shelves = shelves;
    this.log = log;
  }

  /** The state of an empty mesh. */
  static ConfigState empty(ConfigSource source, int logCapacity) {
    return new ConfigState(
        source,
        0,
        0,
        ResourceSnapshot.empty(),
        ListenerModes.none(source.settings()),
        Directory.empty(),
        HashTreePMap.empty(),
        DeltaLog.from(0, logCapacity));
  }

  /** The state at the start: everything in it counts as changed at the revision it is of. */
  static ConfigState of(ConfigSource source, ResourceSnapshot resources, int logCapacity) {
    long revision = resources.revision();
    ListenerModes modes = ListenerModes.none(source.settings());
    for (Resource policy :
        resources.list(Section.PEER_AUTHENTICATIONS.group(), PeerAuthentication.KIND, null)) {
      modes = modes.with(PolicyKinds.peerAuthentication(policy.body()));
    }
    ShelfChanges changes = new ShelfChanges(revision, HashTreePMap.empty(), 0);
    for (Section section : Section.OF_POLICIES) {
      for (Resource policy : resources.list(section.group(), section.kind(), null)) {
        changes.policy(section, policy.key(), null, policy);
      }
    }
    List<Lease> leases = new ArrayList<>();
    for (Resource workload : resources.list(WorkloadKind.GROUP, WorkloadKind.KIND, null)) {
      leases.add(WorkloadKind.lease(workload));
    }
    Directory directory = Directory.of(leases, modes);
    for (DirectoryEntry entry : directory.all()) {
      changes.moved(entry.place(), null, entry);
    }
    return new ConfigState(
        source,
        1,
        revision,
        resources,
        modes,
        directory,
        changes.shelves(),
        DeltaLog.from(revision, logCapacity));
  }

  /** The state after {@code change}, with {@code now} holding all resources after it. */
  ConfigState with(ResourceChange change, ResourceSnapshot now) {
    ResourceKey key = change.key();
    if (change.statusOnly()) {
      return this;
    }
    if (key.group().equals(WorkloadKind.GROUP) && key.kind().equals(WorkloadKind.KIND)) {
      return withLease(change, now);
    }
    Optional<Section> section = Section.ofKind(key.group(), key.kind());
    return section.isPresent() ? withPolicy(section.get(), change, now) : this;
  }

  private ConfigState withLease(ResourceChange change, ResourceSnapshot now) {
    ShelfChanges changes = new ShelfChanges(change.revision(), shelves, log.maxTouches());
    Resource after = change.after();
    Directory next =
        directory.with(
            change.key().namespace(),
            UUID.fromString(change.key().name()),
            after == null ? null : WorkloadKind.lease(after),
            modes,
            changes);
    return with(change.revision(), now, modes, next, changes);
  }

  private ConfigState withPolicy(Section section, ResourceChange change, ResourceSnapshot now) {
    ResourceKey key = change.key();
    ShelfChanges changes = new ShelfChanges(change.revision(), shelves, log.maxTouches());
    changes.policy(section, key, change.before(), change.after());
    ListenerModes nextModes = modes;
    Directory nextDirectory = directory;
    if (section == Section.PEER_AUTHENTICATIONS) {
      Resource after = change.after();
      nextModes =
          after == null
              ? modes.without(key.namespace(), key.name())
              : modes.with(PolicyKinds.peerAuthentication(after.body()));
      boolean ofAll = key.namespace().equals(source.rootNamespace());
      nextDirectory = directory.withModes(ofAll ? null : key.namespace(), nextModes, changes);
    }
    return with(change.revision(), now, nextModes, nextDirectory, changes);
  }

  private ConfigState with(
      long newRevision,
      ResourceSnapshot now,
      ListenerModes newModes,
      Directory newDirectory,
      ShelfChanges changes) {
    List<Touch> touched = changes.touches();
    DeltaLog newLog = touched.isEmpty() ? log : log.plus(newRevision, touched);
    return new ConfigState(
        source,
        edition + 1,
        newRevision,
        now,
        newModes,
        newDirectory,
        newLog.floor() == log.floor() ? changes.shelves() : swept(changes.shelves(), newLog),
        newLog);
  }

  /** Without the shelves that are empty since longer than anybody's change can reach back. */
  private PMap<Shelf, ShelfState> swept(PMap<Shelf, ShelfState> all, DeltaLog newLog) {
    PMap<Shelf, ShelfState> left = all;
    for (List<Touch> forgotten : log.after(log.floor()).headMap(newLog.floor() + 1).values()) {
      for (Touch touch : forgotten) {
        ShelfState state = left.get(touch.shelf());
        if (state != null && state.size() == 0 && state.revision() <= newLog.floor()) {
          left = left.minus(touch.shelf());
        }
      }
    }
    return left;
  }

  /** Whether one who knows revision {@code after}, which is not ahead of this, lacks something. */
  boolean hasNewsFor(List<Shelf> concerned, long after) {
    for (Shelf shelf : concerned) {
      if (shelf(shelf).revision() > after) {
        return true;
      }
    }
    return false;
  }

  /** What is on {@code shelf}, in numbers. */
  ShelfState shelf(Shelf shelf) {
    ShelfState state = shelves.get(shelf);
    return state == null ? ShelfState.EMPTY : state;
  }

  /** The policies on {@code shelf}. */
  Iterable<Resource> policies(Shelf shelf) {
    return resources.list(shelf.section().group(), shelf.section().kind(), shelf.name());
  }

  /** The policy of {@code key}, or null when there is none. */
  @Nullable Resource policy(ResourceKey key) {
    return resources.get(key);
  }

  /** What changed when. */
  DeltaLog log() {
    return log;
  }

  /** What the mesh is. */
  ConfigSource source() {
    return source;
  }

  /** Tells this state from others of this process, of the same revision too. */
  long edition() {
    return edition;
  }

  /** The revision of the last change. */
  public long revision() {
    return revision;
  }

  /** Who listens where. */
  public Directory directory() {
    return directory;
  }
}
