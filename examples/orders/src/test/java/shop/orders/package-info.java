/** Tests of the orders service over HTTP. */
@NullMarked
package shop.orders;

import org.jspecify.annotations.NullMarked;
