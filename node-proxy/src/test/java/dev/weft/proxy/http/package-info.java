/** Tests of the proxy's http. */
@NullMarked
package dev.weft.proxy.http;

import org.jspecify.annotations.NullMarked;
