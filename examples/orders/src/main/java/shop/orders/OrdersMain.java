package shop.orders;

import org.apache.catalina.LifecycleException;

/**
 * Runs the orders service: {@code java -jar orders.jar [PORT]}.
 *
 * <p>The port is the argument, or else the variable {@code ORDERS_PORT}, or else 9001; 0 takes any
 * free one. The address is {@code ORDERS_HOST}, or else 127.0.0.1.
 */
public final class OrdersMain {
  private OrdersMain() {}

  /** Starts the service and says where it listens; it runs until the process is ended. */
  public static void main(String[] args) throws LifecycleException {
    String host = System.getenv().getOrDefault("ORDERS_HOST", "127.0.0.1");
    String port = args.length > 0 ? args[0] : System.getenv().getOrDefault("ORDERS_PORT", "9001");
    @SuppressWarnings("resource") // serves until the process ends
    OrdersServer server = new OrdersServer(host, Integer.parseInt(port));
    System.out.println("orders: listening on http://" + host + ":" + server.port());
  }
}
