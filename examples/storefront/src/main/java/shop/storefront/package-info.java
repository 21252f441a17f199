/**
 * The storefront: the shop's web page on the JDK's own HTTP server. It keeps nothing itself: it
 * asks the orders service, and others where there are some.
 *
 * <p>Starting points: {@link shop.storefront.StorefrontMain} (the program), {@link
 * shop.storefront.StorefrontServer} (the paths).
 */
@NullMarked
package shop.storefront;

import org.jspecify.annotations.NullMarked;
