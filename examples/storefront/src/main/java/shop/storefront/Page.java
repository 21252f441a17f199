package shop.storefront;

import java.util.List;

/** The shop's one page. */
final class Page {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>The shop</title></head>
      <body>
      <h1>The shop</h1>
      """;

  private static final String FORM =
      """
      <form method="post" action="/orders">
      <label>Item <input name="item" required></label>
      <label>Quantity <input name="quantity" type="number" min="1" value="1"></label>
      <button>Order</button>
      </form>
      </body>
      </html>
      """;

  private Page() {}

  /** The page with the list of {@code orders}, and sentences beside it. */
  static String of(List<Order> orders, List<String> sentences) {
    StringBuilder html = new StringBuilder(HEAD).append("<ul>\n");
    for (Order order : orders) {
      html.append("<li>#%d: %d x ".formatted(order.id(), order.quantity()))
          .append(escape(order.item()))
          .append("</li>\n");
    }
    html.append("</ul>\n");
    for (String sentence : sentences) {
      html.append("<p>").append(escape(sentence)).append("</p>\n");
    }
    return html.append(FORM).toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
