/**
 * Tests of policies. Starting points: {@link dev.weft.core.policy.AuthorizationConformanceTest}
 * (cases as data), {@code EnginePropertiesTest} (random policies against a naive evaluator).
 */
@NullMarked
package dev.weft.core.policy;

import org.jspecify.annotations.NullMarked;
