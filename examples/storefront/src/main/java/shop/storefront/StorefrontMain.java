package shop.storefront;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Runs the storefront: {@code java -jar storefront.jar [PORT [ORDERS-URL]]}.
 *
 * <p>The port is the first argument, or else the variable {@code STOREFRONT_PORT}, or else 9000; 0
 * takes any free one. The orders service is the second argument, or else {@code ORDERS_URL}, or
 * else {@code http://127.0.0.1:9001}. The address is {@code STOREFRONT_HOST}, or else 127.0.0.1.
 * Where {@code RECOMMENDATIONS_URL} and {@code SHIPPING_URL} are set, the page tells what those
 * services say.
 */
public final class StorefrontMain {
  private StorefrontMain() {}

  /** Starts the storefront and says where it listens; it runs until the process is ended. */
  public static void main(String[] args) throws IOException {
    String host = System.getenv().getOrDefault("STOREFRONT_HOST", "127.0.0.1");
    String port =
        args.length > 0 ? args[0] : System.getenv().getOrDefault("STOREFRONT_PORT", "9000");
    String orders =
        args.length > 1
            ? args[1]
            : System.getenv().getOrDefault("ORDERS_URL", "http://127.0.0.1:9001");
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
    @SuppressWarnings("resource") // serves until the process ends
    StorefrontServer server =
        new StorefrontServer(
            address, URI.create(orders), place("RECOMMENDATIONS_URL"), place("SHIPPING_URL"));
    System.out.println("storefront: listening on http://" + host + ":" + server.port());
  }

  private static @Nullable URI place(String variable) {
    String url = System.getenv().getOrDefault(variable, "");
    return url.isEmpty() ? null : URI.create(url);
  }
}
