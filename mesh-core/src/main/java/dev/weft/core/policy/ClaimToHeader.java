package dev.weft.core.policy;

/**
 * A claim that is copied to a header for the application (Istio RequestAuthentication,
 * ClaimToHeader). Texts, numbers and booleans are; anything else is not.
 *
 * @param header the header's name, in any case
 * @param claim the claim's name; dots lead into nested claims
 */
public record ClaimToHeader(String header, String claim) {}
