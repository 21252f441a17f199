package dev.weft.core.policy.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Text patterns of which any may match: exact ({@code abc}), prefix ({@code abc*}), suffix ({@code
 * *abc}) and presence ({@code *}, any text but the empty one), as Istio's rules have them. A {@code
 * *} anywhere else stands for itself. Immutable.
 */
public final class TextSet {
  /** From this many exact values on, a hash table is faster than one comparison after another. */
  private static final int HASHED_FROM = 8;

  private final TextCase textCase;
  private final boolean any;
  private final String[] exact;
  private final Set<String> hashed;
  private final String[] prefixes;
  private final String[] suffixes;
  private final PathTemplate[] templates;

  /** A set of one text in which nothing stands for anything else. */
  private TextSet(String text) {
    this.textCase = TextCase.SENSITIVE;
    this.any = false;
    this.exact = new String[] {text};
    this.hashed = Set.of();
    this.prefixes = new String[0];
    this.suffixes = new String[0];
    this.templates = new PathTemplate[0];
  }

  private TextSet(List<String> patterns, TextCase textCase, boolean paths) {
    List<String> exacts = new ArrayList<>();
    List<String> starts = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    List<PathTemplate> compiled = new ArrayList<>();
    boolean present = false;
    for (String pattern : patterns) {
      if (paths && !PathTemplate.isPlain(pattern)) {
        compiled.add(PathTemplate.compile(pattern));
      } else if (pattern.equals("*")) {
        present = true;
      } else if (pattern.startsWith("*")) {
        ends.add(pattern.substring(1));
      } else if (pattern.endsWith("*")) {
        starts.add(pattern.substring(0, pattern.length() - 1));
      } else {
        exacts.add(pattern);
      }
    }
    this.textCase = textCase;
    this.any = present;
    this.exact = exacts.toArray(new String[0]);
    this.hashed =
        textCase == TextCase.SENSITIVE && exact.length >= HASHED_FROM
            ? new HashSet<>(exacts)
            : Set.of();
    this.prefixes = starts.toArray(new String[0]);
    this.suffixes = ends.toArray(new String[0]);
    this.templates = compiled.toArray(new PathTemplate[0]);
  }

  /** Patterns for a text in which case matters or does not. */
  public static TextSet of(List<String> patterns, TextCase textCase) {
    return new TextSet(patterns, textCase, false);
  }

  /** Exactly {@code text}, stars and all. */
  public static TextSet exactly(String text) {
    return new TextSet(text);
  }

  /**
   * Patterns for a path, which may be templates.
   *
   * @throws IllegalArgumentException when one is a malformed template
   */
  public static TextSet ofPaths(List<String> patterns) {
    return new TextSet(patterns, TextCase.SENSITIVE, true);
  }

  /** Whether one of the patterns is {@code *}. */
  public boolean hasPresence() {
    return any;
  }

  /** Whether {@code text} matches. */
  public boolean matches(String text) {
    return matches(text, text.length());
  }

  /** Whether the first {@code end} characters of {@code text} match. */
  public boolean matches(String text, int end) {
    if (any && end > 0) {
      return true;
    }
    if (isExact(text, end)) {
      return true;
    }
    for (String prefix : prefixes) {
      if (prefix.length() <= end && textCase.same(text, 0, prefix)) {
        return true;
      }
    }
    for (String suffix : suffixes) {
      if (suffix.length() <= end && textCase.same(text, end - suffix.length(), suffix)) {
        return true;
      }
    }
    for (PathTemplate template : templates) {
      if (template.matches(text, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean isExact(String text, int end) {
    if (textCase == TextCase.SENSITIVE && end == text.length()) {
      if (exact.length >= HASHED_FROM) {
        return hashed.contains(text);
      }
      // The JVM compares whole texts many characters at a time, and parts of them one by one.
      for (String candidate : exact) {
        if (candidate.equals(text)) {
          return true;
        }
      }
      return false;
    }
    for (String candidate : exact) {
      if (candidate.length() == end && textCase.same(text, 0, candidate)) {
        return true;
      }
    }
    return false;
  }
}
