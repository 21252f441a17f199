package dev.weft.server.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which groups have which roles, as settings spell it: {@code
 * platform=admin,team-a=editor:shop|billing}. A role without namespaces holds in all. A group may
 * stand there more than once, and then has all of these roles. A backslash takes away the meaning
 * of the character after it, for names with a comma in them.
 *
 * @param grants the grants of each group
 */
public record RoleMapping(Map<String, List<Grant>> grants) {
  private static final int MOST_ENTRIES = 10_000;

  public RoleMapping {
    grants = Map.copyOf(grants);
  }

  /**
   * Reads a mapping.
   *
   * @throws IllegalArgumentException when {@code text} is none; the message is fit for people
   */
  public static RoleMapping parse(String text) {
    Map<String, List<Grant>> grants = new LinkedHashMap<>();
    int entries = 0;
    for (List<Piece> entry : split(pieces(text), ',')) {
      if (++entries > MOST_ENTRIES) {
        throw new IllegalArgumentException("more than " + MOST_ENTRIES + " entries");
      }
      add(entry, grants);
    }
    return new RoleMapping(grants);
  }

  /** What somebody has who is in all of {@code groups}; groups without a role add nothing. */
  public Grants of(Collection<String> groups) {
    List<Grant> all = new ArrayList<>();
    for (String group : groups) {
      all.addAll(grants.getOrDefault(group, List.of()));
    }
    return Grants.of(all);
  }

  private static void add(List<Piece> entry, Map<String, List<Grant>> grants) {
    int equals = entry.lastIndexOf(new Piece('=', Meaning.SPECIAL));
    if (equals <= 0) {
      throw malformed(text(entry));
    }
    String group = text(entry.subList(0, equals)).strip();
    String role = text(entry.subList(equals + 1, entry.size())).strip();
    if (group.isEmpty()) {
      throw malformed(text(entry));
    }
    grants.computeIfAbsent(group, it -> new ArrayList<>()).add(grant(text(entry), role));
  }

  private static Grant grant(String entry, String text) {
    int colon = text.indexOf(':');
    Role role =
        Role.of(colon < 0 ? text : text.substring(0, colon)).orElseThrow(() -> malformed(entry));
    if (colon < 0) {
      return new Grant(role, Scope.ALL);
    }
    Set<String> namespaces = new LinkedHashSet<>();
    for (String namespace : text.substring(colon + 1).split("\\|", -1)) {
      if (!Scope.isNamespace(namespace)) {
        throw malformed(entry);
      }
      namespaces.add(namespace);
    }
    return new Grant(role, Scope.of(namespaces));
  }

  private static IllegalArgumentException malformed(String entry) {
    return new IllegalArgumentException(
        entry
            + " (expected: group=role or group=role:namespace|namespace, with a role of viewer,"
            + " editor or admin)");
  }

  private enum Meaning {
    SPECIAL,
    PLAIN
  }

  /** A character, and whether it may separate something. */
  private record Piece(char character, Meaning meaning) {}

  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\\') {
        i++;
        if (i == text.length()) {
          throw new IllegalArgumentException(text + " (expected: a character after each '\\')");
        }
        pieces.add(new Piece(text.charAt(i), Meaning.PLAIN));
      } else {
        pieces.add(new Piece(character, Meaning.SPECIAL));
      }
    }
    return pieces;
  }

  private static List<List<Piece>> split(List<Piece> pieces, char separator) {
    List<List<Piece>> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= pieces.size(); i++) {
      if (i == pieces.size() || pieces.get(i).equals(new Piece(separator, Meaning.SPECIAL))) {
        parts.add(pieces.subList(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  private static String text(List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(it -> text.append(it.character()));
    return text.toString();
  }
}
