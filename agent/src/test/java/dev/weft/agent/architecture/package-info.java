/**
 * The rules that no reviewer can check by eye: what code inside the JDK may reach, which module may
 * use which, and what must never be called in somebody else's JVM.
 *
 * <p>Starting points: {@link dev.weft.agent.architecture.Reach}, {@link
 * dev.weft.agent.architecture.ModuleRulesTest}.
 */
@NullMarked
package dev.weft.agent.architecture;

import org.jspecify.annotations.NullMarked;
