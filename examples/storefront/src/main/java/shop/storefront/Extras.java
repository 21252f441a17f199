package shop.storefront;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page says beside the orders. The shop goes on without it: where a service is not there
 * the page says why.
 */
final class Extras {
  private final @Nullable RecommendationsClient recommendations;
  private final @Nullable ShippingClient shipping;

  /**
   * From services at these places.
   *
   * @param recommendations null: nothing is recommended
   * @param shipping null: nothing is said of the price of sending
   */
  Extras(@Nullable URI recommendations, @Nullable URI shipping) {
    this.recommendations =
        recommendations == null ? null : new RecommendationsClient(recommendations);
    this.shipping = shipping == null ? null : new ShippingClient(shipping);
  }

  /** Sentences for a page with these orders. */
  List<String> beside(List<Order> orders) {
    List<String> sentences = new ArrayList<>();
    RecommendationsClient recommending = recommendations;
    if (recommending != null) {
      sentences.add(
          sentence("recommendations", () -> "Goes well with it: " + names(recommending.list())));
    }
    ShippingClient sending = shipping;
    if (sending != null) {
      long pieces = orders.stream().mapToLong(Order::quantity).sum();
      sentences.add(sentence("shipping", () -> "Sent for " + sending.price(pieces)));
    }
    return sentences;
  }

  private static String names(List<String> items) {
    return items.isEmpty() ? "nothing more" : String.join(", ", items);
  }

  private static String sentence(String service, Saying saying) {
    try {
      return saying.say();
    } catch (IOException e) {
      return service + " cannot be reached: " + Failure.describe(e);
    }
  }

  @FunctionalInterface
  private interface Saying {
    String say() throws IOException;
  }
}
