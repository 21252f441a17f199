/** Tests of the proxy's settings. */
@NullMarked
package dev.weft.proxy.settings;

import org.jspecify.annotations.NullMarked;
