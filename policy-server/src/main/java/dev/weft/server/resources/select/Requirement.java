package dev.weft.server.resources.select;

import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one label has to be like. */
sealed interface Requirement {
  /** The label's name. */
  String key();

  /** Whether it is fulfilled by a label with {@code value}, or by none if that is null. */
  boolean matches(@Nullable String value);

  /** {@code key in (values)}, {@code key = value}. */
  record In(String key, Set<String> values) implements Requirement {
    public In {
      values = Set.copyOf(values);
    }

    @Override
    public boolean matches(@Nullable String value) {
      return value != null && values.contains(value);
    }
  }

  /** {@code key notin (values)}, {@code key != value}; a resource without the label will do. */
  record NotIn(String key, Set<String> values) implements Requirement {
    public NotIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean matches(@Nullable String value) {
      return value == null || !values.contains(value);
    }
  }

  /** {@code key}. */
  record Exists(String key) implements Requirement {
    @Override
    public boolean matches(@Nullable String value) {
      return value != null;
    }
  }

  /** {@code !key}. */
  record DoesNotExist(String key) implements Requirement {
    @Override
    public boolean matches(@Nullable String value) {
      return value == null;
    }
  }

  /** {@code key > bound}; a label that is no 64-bit whole number never matches. */
  record GreaterThan(String key, long bound) implements Requirement {
    @Override
    public boolean matches(@Nullable String value) {
      OptionalLong number = value == null ? OptionalLong.empty() : WholeNumbers.of(value);
      return number.isPresent() && number.getAsLong() > bound;
    }
  }

  /** {@code key < bound}; a label that is no 64-bit whole number never matches. */
  record LessThan(String key, long bound) implements Requirement {
    @Override
    public boolean matches(@Nullable String value) {
      OptionalLong number = value == null ? OptionalLong.empty() : WholeNumbers.of(value);
      return number.isPresent() && number.getAsLong() < bound;
    }
  }
}
