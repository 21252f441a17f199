package dev.weft.enforcer.trace;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one span, a dozen or so, in the order they came. Arrays, gone through: every
 * recorded request has one of these, and a hash table's nodes are most of what it would leave
 * behind. Not thread-safe.
 */
final class SpanAttributes extends AbstractMap<String, Object> {
  /** For a dozen and a few, as most spans have. */
  private static final int ROOM = 14;

  private String[] names = new String[ROOM];
  private Object[] values = new Object[ROOM];
  private int size;

  @Override
  public @Nullable Object put(String name, Object value) {
    int at = indexOf(name);
    if (at < size) {
      Object before = values[at];
      values[at] = value;
      return before;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = name;
    values[size] = value;
    size++;
    return null;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = indexOf(name);
    return at < size ? values[at] : null;
  }

  /** Where {@code name} is, or the end. */
  private int indexOf(@Nullable Object name) {
    int at = 0;
    while (at < size && !names[at].equals(name)) {
      at++;
    }
    return at;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    for (int i = 0; i < size; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public Map.Entry<String, Object> next() {
          if (next >= size) {
            throw new NoSuchElementException();
          }
          int at = next++;
          return Map.entry(names[at], values[at]);
        }
      };
    }
  }
}
