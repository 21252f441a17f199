/**
 * The storefront: the shop's web page on the JDK's own HTTP server. It keeps nothing itself and
 * asks the orders service for everything.
 *
 * <p>Starting points: {@link shop.storefront.StorefrontMain} (the program), {@link
 * shop.storefront.StorefrontServer} (the paths).
 */
@NullMarked
package shop.storefront;

import org.jspecify.annotations.NullMarked;
