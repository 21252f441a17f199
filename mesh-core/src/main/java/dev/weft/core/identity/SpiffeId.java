package dev.weft.core.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a workload: {@code spiffe://<trust-domain>/ns/<namespace>/sa/<service-account>}.
 *
 * <p>The characters allowed are those of the SPIFFE-ID standard, section 2 (trust domain:
 * lower-case letters, digits, dots, dashes, underscores; path segments: letters, digits, dots,
 * dashes, underscores; no empty, {@code .} or {@code ..} segment).
 *
 * @param trustDomain the trust domain, lower case
 * @param namespace the namespace
 * @param serviceAccount the service account
 */
public record SpiffeId(String trustDomain, String namespace, String serviceAccount) {
  /** Longest SPIFFE ID, in bytes (SPIFFE-ID standard, section 2.3). */
  public static final int MAX_LENGTH = 2048;

  private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
  private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,253}");
  private static final Pattern URI =
      Pattern.compile("spiffe://([^/]+)/ns/([^/]+)/sa/([^/]+)", Pattern.DOTALL);

  public SpiffeId {
    check(TRUST_DOMAIN, "trust domain", trustDomain);
    check(SEGMENT, "namespace", namespace);
    check(SEGMENT, "service account", serviceAccount);
  }

  /**
   * Reads a SPIFFE ID of the mesh's form.
   *
   * @throws IllegalArgumentException when {@code uri} is not one
   */
  public static SpiffeId parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (uri.length() > MAX_LENGTH || !matcher.matches()) {
      throw new IllegalArgumentException(
          "SPIFFE ID: "
              + abbreviate(uri)
              + " (expected: spiffe://<trust-domain>/ns/<namespace>/sa/<service-account>)");
    }
    return new SpiffeId(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  /** The principal as Istio's policies write it: the ID without {@code spiffe://}. */
  public String principal() {
    return trustDomain + "/ns/" + namespace + "/sa/" + serviceAccount;
  }

  // By hand: the first generated equals of a JVM costs its start some 20 ms of method handles.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpiffeId id
        && id.serviceAccount.equals(serviceAccount)
        && id.namespace.equals(namespace)
        && id.trustDomain.equals(trustDomain);
  }

  @Override
  public int hashCode() {
    return (31 * trustDomain.hashCode() + namespace.hashCode()) * 31 + serviceAccount.hashCode();
  }

  /** The URI, as it stands in the certificate. */
  @Override
  public String toString() {
    return "spiffe://" + principal();
  }

  private static void check(Pattern pattern, String what, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + ": " + abbreviate(value) + " (expected: to match " + pattern + ")");
    }
  }

  private static String abbreviate(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
