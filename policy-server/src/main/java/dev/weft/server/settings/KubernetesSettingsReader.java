package dev.weft.server.settings;

import dev.weft.server.resources.Names;
import dev.weft.server.settings.KubernetesSettings.Api;
import dev.weft.server.settings.KubernetesSettings.Attestation;
import dev.weft.server.settings.KubernetesSettings.Keys;
import dev.weft.server.settings.KubernetesSettings.ServiceAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings that have to do with a Kubernetes cluster. */
final class KubernetesSettingsReader {
  /** The names of these settings, without {@code weft.}. */
  static final List<String> NAMES =
      List.of(
          "kubernetes.issuer",
          "kubernetes.audience",
          "kubernetes.jwks",
          "kubernetes.jwks.ca",
          "kubernetes.jwks.token.file",
          "kubernetes.api",
          "kubernetes.api.ca",
          "kubernetes.api.token.file",
          "kubernetes.node.proxies");

  private static final String PREFIX = "kubernetes.";
  private static final String IN_CLUSTER = "in-cluster";

  /** Where every cluster has its API server, for its pods. */
  private static final URI CLUSTER_API = URI.create("https://kubernetes.default.svc");

  private static final Path POD_CREDENTIALS =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final List<String> ATTESTATION =
      List.of("kubernetes.issuer", "kubernetes.audience", "kubernetes.jwks");

  private final NamedValues values;

  private KubernetesSettingsReader(NamedValues values) {
    this.values = values;
  }

  /**
   * The settings among {@code named}.
   *
   * @throws SettingsException when one is malformed, or one is missing that another needs
   */
  static KubernetesSettings read(Map<String, String> named) throws SettingsException {
    KubernetesSettingsReader reader = new KubernetesSettingsReader(new NamedValues(named));
    Optional<Attestation> attestation = reader.attestation();
    Optional<Api> api = reader.api();
    Set<ServiceAccount> proxies =
        reader
            .values
            .optional("kubernetes.node.proxies", KubernetesSettingsReader::accounts)
            .orElse(Set.of());
    if (!proxies.isEmpty() && (attestation.isEmpty() || api.isEmpty())) {
      throw new SettingsException(
          "weft.kubernetes.node.proxies: set (expected: weft.kubernetes.issuer and"
              + " weft.kubernetes.api too, by which proxies and their pods are known)");
    }
    return new KubernetesSettings(attestation, api, proxies);
  }

  private static Set<ServiceAccount> accounts(String text) {
    Set<ServiceAccount> accounts = new HashSet<>();
    for (String one : text.split(",", -1)) {
      String[] parts = one.strip().split("/", -1);
      if (parts.length != 2 || !Names.isLabel(parts[0]) || !Names.isSubdomain(parts[1])) {
        throw new IllegalArgumentException(
            text + " (expected: <namespace>/<service account>, several with commas)");
      }
      accounts.add(new ServiceAccount(parts[0], parts[1]));
    }
    return accounts;
  }

  private Optional<Attestation> attestation() throws SettingsException {
    if (ATTESTATION.stream().noneMatch(values::isAnySet)) {
      return Optional.empty();
    }
    String issuer = values.required("kubernetes.issuer", PREFIX, NamedValues::word);
    String audience =
        values
            .optional("kubernetes.audience", NamedValues::word)
            .orElse(KubernetesSettings.DEFAULT_AUDIENCE);
    return Optional.of(new Attestation(issuer, audience, keys()));
  }

  private Optional<Api> api() throws SettingsException {
    if (!values.isAnySet("kubernetes.api")) {
      return Optional.empty();
    }
    String place = values.required("kubernetes.api", "kubernetes.api", NamedValues::word);
    Optional<Path> ca = values.optional("kubernetes.api.ca", NamedValues::path);
    Optional<Path> token = values.optional("kubernetes.api.token.file", NamedValues::path);
    if (place.equals(IN_CLUSTER)) {
      return Optional.of(
          new Api(
              CLUSTER_API,
              ca.or(() -> Optional.of(POD_CREDENTIALS.resolve("ca.crt"))),
              token.or(() -> Optional.of(POD_CREDENTIALS.resolve("token")))));
    }
    return Optional.of(
        new Api(
            values.required("kubernetes.api", "kubernetes.api", NamedValues::httpsUrl), ca, token));
  }

  private Keys keys() throws SettingsException {
    String place = values.required("kubernetes.jwks", PREFIX, NamedValues::word);
    Optional<Path> ca = values.optional("kubernetes.jwks.ca", NamedValues::path);
    Optional<Path> token = values.optional("kubernetes.jwks.token.file", NamedValues::path);
    if (place.contains("://")) {
      return new Keys.Url(
          values.required("kubernetes.jwks", PREFIX, NamedValues::httpsUrl), ca, token);
    }
    if (ca.isPresent() || token.isPresent()) {
      throw new SettingsException(
          "weft.kubernetes.jwks: "
              + place
              + " (expected: an https URL, as weft.kubernetes.jwks.ca or"
              + " weft.kubernetes.jwks.token.file is set, or a file without them)");
    }
    return new Keys.File(values.required("kubernetes.jwks", PREFIX, NamedValues::path));
  }
}
