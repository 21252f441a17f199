package dev.weft.enforcer.request;

import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.RequestAuthentications;

/**
 * What is in force for requests, of one revision.
 *
 * @param authentication which tokens are taken
 * @param authorization who may ask for what
 * @param mode what ports demand for which nothing of their own is set
 */
public record RequestRules(
    RequestAuthentications authentication, PolicyEngine authorization, MutualTlsMode mode) {}
