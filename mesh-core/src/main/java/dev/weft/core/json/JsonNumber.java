package dev.weft.core.json;

import java.math.BigDecimal;

/** A JSON number, exact as it was written. */
public record JsonNumber(BigDecimal value) implements JsonValue {
  @Override
  public String typeName() {
    return "number";
  }

  /**
   * This number as a {@code long}.
   *
   * @throws ArithmeticException when it has a fraction or does not fit
   */
  public long longValueExact() {
    return value.longValueExact();
  }
}
