package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A set of field paths, kept as a tree. That a path is in the set says nothing of the paths above
 * and below it. Immutable.
 *
 * @param members the steps whose own path is in the set
 * @param below what is in the set below a step; never an empty set
 */
public record FieldSet(SortedSet<PathElement> members, SortedMap<PathElement, FieldSet> below) {
  /** The set without paths. */
  public static final FieldSet EMPTY =
      new FieldSet(Collections.emptySortedSet(), Collections.emptySortedMap());

  /** The fields of every resource that no manager ever owns, as kube-apiserver strips them. */
  static final FieldSet UNOWNED = unowned();

  public FieldSet {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    TreeMap<PathElement, FieldSet> kept = new TreeMap<>(below);
    kept.values().removeIf(FieldSet::isEmpty);
    below = Collections.unmodifiableSortedMap(kept);
  }

  /**
   * The fields that somebody who applies {@code resource} declares: every member that is no object,
   * and every empty object. What identifies a resource (apiVersion, kind, name, namespace) and what
   * the server keeps in its metadata is not among them.
   */
  public static FieldSet of(JsonObject resource) {
    FieldSetBuilder set = new FieldSetBuilder();
    leaves(resource, set);
    return set.build().minus(UNOWNED);
  }

  private static void leaves(JsonObject object, FieldSetBuilder set) {
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      PathElement step = PathElement.field(member.getKey());
      if (Granular.isBranch(member.getValue())) {
        leaves((JsonObject) member.getValue(), set.below(step));
      } else {
        set.add(step);
      }
    }
  }

  /** Whether there is no path. */
  public boolean isEmpty() {
    return members.isEmpty() && below.isEmpty();
  }

  /** Whether the path with these member names is in the set. */
  public boolean has(String... names) {
    return has(List.of(names).stream().map(PathElement::field).toList());
  }

  /** Whether {@code path} is in the set. */
  public boolean has(List<PathElement> path) {
    if (path.isEmpty()) {
      return false;
    }
    FieldSet at = this;
    for (PathElement step : path.subList(0, path.size() - 1)) {
      at = at.below(step);
    }
    return at.members.contains(path.get(path.size() - 1));
  }

  /** What is in the set below {@code step}. */
  public FieldSet below(PathElement step) {
    return below.getOrDefault(step, EMPTY);
  }

  /** Whether {@code step} or anything below it is in the set. */
  boolean touches(PathElement step) {
    return members.contains(step) || below.containsKey(step);
  }

  /** The paths in this set, in {@code other}, or in both. */
  public FieldSet union(FieldSet other) {
    TreeSet<PathElement> allMembers = new TreeSet<>(members);
    allMembers.addAll(other.members);
    TreeMap<PathElement, FieldSet> allBelow = new TreeMap<>(below);
    other.below.forEach((step, set) -> allBelow.merge(step, set, FieldSet::union));
    return new FieldSet(allMembers, allBelow);
  }

  /** The paths in both sets. */
  public FieldSet intersection(FieldSet other) {
    TreeSet<PathElement> common = new TreeSet<>(members);
    common.retainAll(other.members);
    TreeMap<PathElement, FieldSet> commonBelow = new TreeMap<>();
    below.forEach((step, set) -> commonBelow.put(step, set.intersection(other.below(step))));
    return new FieldSet(common, commonBelow);
  }

  /** The paths in this set that are not in {@code other}. */
  public FieldSet minus(FieldSet other) {
    TreeSet<PathElement> rest = new TreeSet<>(members);
    rest.removeAll(other.members);
    TreeMap<PathElement, FieldSet> restBelow = new TreeMap<>();
    below.forEach((step, set) -> restBelow.put(step, set.minus(other.below(step))));
    return new FieldSet(rest, restBelow);
  }

  /** The paths in this set that are neither in {@code other} nor below a path in it. */
  public FieldSet minusTrees(FieldSet other) {
    TreeSet<PathElement> rest = new TreeSet<>(members);
    rest.removeAll(other.members);
    TreeMap<PathElement, FieldSet> restBelow = new TreeMap<>();
    below.forEach(
        (step, set) -> {
          if (!other.members.contains(step)) {
            restBelow.put(step, set.minusTrees(other.below(step)));
          }
        });
    return new FieldSet(rest, restBelow);
  }

  /** The paths in this set that are in {@code other} or below a path in it. */
  public FieldSet within(FieldSet other) {
    return minus(minusTrees(other));
  }

  /** Calls {@code visitor} with every path, parents before children. */
  public void forEach(Consumer<List<PathElement>> visitor) {
    forEach(List.of(), visitor);
  }

  private void forEach(List<PathElement> prefix, Consumer<List<PathElement>> visitor) {
    Set<PathElement> steps = new TreeSet<>(members);
    steps.addAll(below.keySet());
    for (PathElement step : steps) {
      List<PathElement> path = new ArrayList<>(prefix);
      path.add(step);
      if (members.contains(step)) {
        visitor.accept(List.copyOf(path));
      }
      below(step).forEach(path, visitor);
    }
  }

  private static FieldSet unowned() {
    FieldSetBuilder set = new FieldSetBuilder();
    set.add(PathElement.field("apiVersion"));
    set.add(PathElement.field("kind"));
    set.add(PathElement.field("metadata"));
    FieldSetBuilder metadata = set.below(PathElement.field("metadata"));
    metadata.add(PathElement.field("name"));
    metadata.add(PathElement.field("namespace"));
    ServerMetadata.FIELDS.forEach(field -> metadata.add(PathElement.field(field)));
    return set.build();
  }
}
