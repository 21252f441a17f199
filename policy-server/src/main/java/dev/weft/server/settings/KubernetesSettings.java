package dev.weft.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the server has to do with a Kubernetes cluster.
 *
 * @param attestation {@code weft.kubernetes.issuer} and what belongs to it: whose service-account
 *     tokens buy an SVID; absent, no such token does
 * @param api {@code weft.kubernetes.api} and what belongs to it: where the cluster is followed;
 *     absent, nothing is known of its pods and services
 * @param nodeProxies {@code weft.kubernetes.node.proxies}: the service accounts under which node
 *     proxies run, who get SVIDs for the pods of their node
 */
public record KubernetesSettings(
    Optional<Attestation> attestation, Optional<Api> api, Set<ServiceAccount> nodeProxies) {
  /** The audience of the tokens unless a setting says otherwise. */
  public static final String DEFAULT_AUDIENCE = "weft";

  /** No Kubernetes. */
  public static final KubernetesSettings NONE =
      new KubernetesSettings(Optional.empty(), Optional.empty(), Set.of());

  /**
   * A cluster whose service accounts are workloads of the mesh.
   *
   * @param issuer {@code weft.kubernetes.issuer}: what its tokens' {@code iss} is, to the letter
   * @param audience {@code weft.kubernetes.audience}: what its tokens' {@code aud} must have in it
   * @param keys {@code weft.kubernetes.jwks}: where its keys are
   */
  public record Attestation(String issuer, String audience, Keys keys) {}

  /**
   * An API server that may be asked for pods, nodes, services and endpoint slices.
   *
   * @param url {@code weft.kubernetes.api}: where
   * @param ca {@code weft.kubernetes.api.ca}: a PEM file with what to trust for it, read anew for
   *     each connection; absent, what the JDK trusts
   * @param token {@code weft.kubernetes.api.token.file}: a file with the bearer token to show
   *     there, read anew for each request; absent, none is shown
   */
  public record Api(URI url, Optional<Path> ca, Optional<Path> token) {}

  /**
   * A service account.
   *
   * @param namespace its namespace
   * @param name its name
   */
  public record ServiceAccount(String namespace, String name) {}

  /** Where the keys of a cluster are (a JWK set, RFC 7517). */
  public sealed interface Keys {
    /**
     * At an HTTPS URL.
     *
     * @param url where
     * @param ca {@code weft.kubernetes.jwks.ca}: a PEM file with what to trust for it, read anew
     *     for each fetch; absent, what the JDK trusts
     * @param token {@code weft.kubernetes.jwks.token.file}: a file with the bearer token to show
     *     there, read anew for each fetch; absent, none is shown
     */
    record Url(URI url, Optional<Path> ca, Optional<Path> token) implements Keys {}

    /** In a file, which is read again when it changes. */
    record File(Path path) implements Keys {}
  }
}
