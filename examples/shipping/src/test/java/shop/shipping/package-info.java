/** Tests of the shipping service over HTTP. */
@NullMarked
package shop.shipping;

import org.jspecify.annotations.NullMarked;
