package dev.weft.server.audit;

/** Text that every database takes: PostgreSQL has no NUL, and UTF-8 has no half of a pair. */
final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';

  private StorableText() {}

  /** {@code text} with a replacement character for each that cannot be stored. */
  static String of(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (Character.isHighSurrogate(at)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        storable.append(at).append(text.charAt(++i));
      } else {
        storable.append(at == 0 || Character.isSurrogate(at) ? REPLACEMENT : at);
      }
    }
    return storable.toString();
  }
}
