package shop.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderBookTest {
  @Test
  void place_beyondCapacity_forgetsTheOldest() {
    OrderBook book = new OrderBook(2);

    book.place("tea", 1);
    book.place("cups", 4);
    book.place("pot", 1);

    assertThat(book.all()).extracting(Order::id).containsExactly(2L, 3L);
    assertThat(book.find(1)).isEmpty();
    assertThat(book.find(3)).hasValue(new Order(3, "pot", 1));
  }
}
