package dev.weft.server.workload;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was touched, of a few shelves, since a revision; each thing once. */
final class Delta {
  private final long first;
  private final Map<Section, Set<Touch>> touched;
  private final Set<Section> wholes;

  private Delta(long first, Map<Section, Set<Touch>> touched, Set<Section> wholes) {
    this.first = first;
    this.touched = touched;
    this.wholes = wholes;
  }

  /** What was touched of {@code shelves} after {@code revision}. */
  static Delta of(DeltaLog log, List<Shelf> shelves, long revision) {
    Map<Section, Set<Touch>> touched = new EnumMap<>(Section.class);
    Set<Section> wholes = EnumSet.noneOf(Section.class);
    long first = 0;
    for (Map.Entry<Long, List<Touch>> change : log.after(revision).entrySet()) {
      for (Touch touch : change.getValue()) {
        if (shelves.contains(touch.shelf())) {
          first = first == 0 ? change.getKey() : first;
          Section section = touch.shelf().section();
          touched.computeIfAbsent(section, it -> new LinkedHashSet<>()).add(touch);
          if (touch instanceof Touch.OfAll) {
            wholes.add(section);
          }
        }
      }
    }
    return new Delta(first, touched, wholes);
  }

  boolean isEmpty() {
    return touched.isEmpty();
  }

  /** The revision of the first of these changes; 0 without any. */
  long first() {
    return first;
  }

  boolean touches(Section section) {
    return touched.containsKey(section);
  }

  /** Whether the section is to be told whole. */
  boolean isWhole(Section section) {
    return wholes.contains(section);
  }

  /** What was touched of a section that is not to be told whole. */
  List<Touch> touched(Section section) {
    return List.copyOf(touched.getOrDefault(section, Set.of()));
  }
}
