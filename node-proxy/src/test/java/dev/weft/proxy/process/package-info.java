/** Tests of how processes are known to be of pods. */
@NullMarked
package dev.weft.proxy.process;

import org.jspecify.annotations.NullMarked;
