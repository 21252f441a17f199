package dev.weft.core.telemetry;

import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which resources hold for a workload (Istio Telemetry): one of the root namespace without
 * selector, one of the workload's namespace without selector, one there that selects the workload.
 * At one level the oldest alone counts, and of equally old ones the first by name.
 */
final class Levels {
  /** A resource without a creation time has not been stored yet: it is younger than any other. */
  private static final Comparator<Scoped> OLDEST_FIRST =
      Comparator.comparing(Levels::created).thenComparing(it -> it.metadata().name());

  private Levels() {}

  /** The resources that hold for {@code workload}, the widest first. */
  static <T extends Scoped> List<T> widestFirst(
      MeshSettings settings, Workload workload, List<T> resources) {
    String root = settings.rootNamespace();
    String own = workload.namespace();
    List<T> levels = new ArrayList<>(3);
    if (!own.equals(root)) {
      addOldest(levels, resources, it -> in(it, root) && it.selector().isAll());
    }
    addOldest(levels, resources, it -> in(it, own) && it.selector().isAll());
    addOldest(
        levels,
        resources,
        it -> in(it, own) && !it.selector().isAll() && it.selector().selects(workload.labels()));
    return levels;
  }

  private static <T extends Scoped> void addOldest(
      List<T> levels, List<T> resources, Predicate<T> level) {
    resources.stream().filter(level).min(OLDEST_FIRST).ifPresent(levels::add);
  }

  private static boolean in(Scoped resource, String namespace) {
    return resource.metadata().namespace().equals(namespace);
  }

  private static Instant created(Scoped resource) {
    Instant created = resource.metadata().creationTimestamp();
    return created == null ? Instant.MAX : created;
  }
}
