/**
 * The orders service: keeps the shop's orders in memory and serves them as JSON on embedded Tomcat.
 *
 * <p>Starting points: {@link shop.orders.OrdersMain} (the program), {@link
 * shop.orders.OrdersServlet} (the paths).
 */
@NullMarked
package shop.orders;

import org.jspecify.annotations.NullMarked;
