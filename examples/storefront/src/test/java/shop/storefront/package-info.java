/** Tests of the storefront over HTTP, with a small orders service of the test's own. */
@NullMarked
package shop.storefront;

import org.jspecify.annotations.NullMarked;
