package shop.orders;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The orders, newest last. Keeps a bounded number and forgets the oldest. Thread-safe. */
public final class OrderBook {
  private final Deque<Order> orders = new ArrayDeque<>();
  private final int capacity;
  private long lastId;

  /** A book that keeps at most {@code capacity} orders. */
  public OrderBook(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes an order and gives it an id.
   *
   * @throws IllegalArgumentException when the item or the quantity is not acceptable
   */
  public synchronized Order place(String item, int quantity) {
    Order order = new Order(lastId + 1, item, quantity);
    lastId = order.id();
    orders.addLast(order);
    if (orders.size() > capacity) {
      orders.removeFirst();
    }
    return order;
  }

  /** All orders that are still kept. */
  public synchronized List<Order> all() {
    return new ArrayList<>(orders);
  }

  /** The order {@code id}, if it is still kept. */
  public synchronized Optional<Order> find(long id) {
    return orders.stream().filter(order -> order.id() == id).findFirst();
  }
}
