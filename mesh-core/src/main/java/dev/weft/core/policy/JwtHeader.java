package dev.weft.core.policy;

/**
 * A header that a token is taken from (Istio RequestAuthentication, JWTHeader).
 *
 * @param name the header's name, in any case
 * @param prefix what stands in front of the token, such as {@code "Bearer "}; empty when nothing
 *     does
 */
public record JwtHeader(String name, String prefix) {}
