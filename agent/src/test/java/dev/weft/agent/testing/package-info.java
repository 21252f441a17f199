/**
 * What the tests of the packaged agent share: JDKs to run it on, and programs to run it in.
 *
 * <p>Starting points: {@link dev.weft.agent.testing.TestJdk}, {@link
 * dev.weft.agent.testing.ForkedJvm}.
 */
@NullMarked
package dev.weft.agent.testing;

import org.jspecify.annotations.NullMarked;
