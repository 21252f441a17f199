package shop.orders;

/**
 * One order.
 *
 * @param id given by the {@link OrderBook}, from 1 upwards
 * @param item what was ordered
 * @param quantity how many, at least 1
 */
public record Order(long id, String item, int quantity) {
  /** Longest name of an item, in characters. */
  public static final int MAX_ITEM_LENGTH = 100;

  /** Most pieces in one order. */
  public static final int MAX_QUANTITY = 1_000;

  public Order {
    if (item.isBlank() || item.length() > MAX_ITEM_LENGTH) {
      throw new IllegalArgumentException(
          "item: %d characters (expected: 1 to %d)".formatted(item.length(), MAX_ITEM_LENGTH));
    }
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new IllegalArgumentException(
          "quantity: %d (expected: 1 to %d)".formatted(quantity, MAX_QUANTITY));
    }
  }
}
