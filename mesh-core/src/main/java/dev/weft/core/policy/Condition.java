package dev.weft.core.policy;

/**
 * One further condition of a rule (Istio AuthorizationPolicy, Condition).
 *
 * @param attribute what is looked at
 * @param terms what it has to be
 */
public record Condition(Attribute attribute, Terms terms) {}
