package dev.weft.enforcer.settings;

import java.util.Locale;

/**
 * One of a few words, in lower case.
 *
 * @param <E> the words
 * @param type the words
 */
public record ChoiceType<E extends Enum<E>>(Class<E> type) implements ValueType<E> {
  @Override
  public String expected() {
    StringBuilder words = new StringBuilder();
    for (E word : type.getEnumConstants()) {
      words.append(words.length() == 0 ? "" : ", ").append(spell(word));
    }
    return words.insert(0, "one of ").toString();
  }

  @Override
  public E parse(String text) {
    for (E word : type.getEnumConstants()) {
      if (spell(word).equals(text)) {
        return word;
      }
    }
    throw new IllegalArgumentException("not one of the words");
  }

  private static String spell(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
