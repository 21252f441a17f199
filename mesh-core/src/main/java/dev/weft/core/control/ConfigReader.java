package dev.weft.core.control;

import dev.weft.core.directory.Directory;
import dev.weft.core.identity.Pem;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a config answer. All or nothing: a config of which any part is not understood is refused,
 * because what is left of it could be a weaker policy.
 */
final class ConfigReader {
  private ConfigReader() {}

  /** The revision of an answer, for a config that is refused too. */
  static long revision(JsonFields answer) throws FormatException {
    return answer.number("revision", 0, Long.MAX_VALUE);
  }

  static JsonFields answer(byte[] body) throws FormatException {
    try {
      return JsonFields.of(JsonReader.read(body), "");
    } catch (JsonFormatException e) {
      throw new FormatException("malformed JSON: " + e.getMessage(), e);
    }
  }

  static MeshConfig read(JsonFields answer, String trustDomain) throws FormatException {
    answer.only(
        "revision",
        "settings",
        "authorizationPolicies",
        "peerAuthentications",
        "directory",
        "bundle");
    MeshSettings settings = settings(answer.object("settings"));
    if (!settings.trustDomain().equals(trustDomain)) {
      throw new FormatException(
          "settings.trustDomain: " + settings.trustDomain() + " (expected: " + trustDomain + ")");
    }
    return new MeshConfig(
        revision(answer),
        settings,
        resources(answer.objects("authorizationPolicies"), AuthorizationPolicy::parse),
        resources(answer.objects("peerAuthentications"), PeerAuthentication::parse),
        new Directory(DirectoryFormat.endpoints(answer.objects("directory"))),
        bundle(trustDomain, answer.string("bundle"), "bundle"));
  }

  static TrustBundle bundle(String trustDomain, String pem, String field) throws FormatException {
    try {
      return new TrustBundle(trustDomain, Pem.readCertificates(pem));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new FormatException(field + ": " + e.getMessage(), e);
    }
  }

  private static MeshSettings settings(JsonFields settings) throws FormatException {
    settings.only("rootNamespace", "trustDomain", "trustDomainAliases");
    return new MeshSettings(
        settings.string("rootNamespace"),
        settings.string("trustDomain"),
        settings.strings("trustDomainAliases"),
        MeshSettings.DEFAULT.pathNormalization());
  }

  private static <T> List<T> resources(List<JsonFields> entries, Parser<T> parser)
      throws FormatException {
    List<T> resources = new ArrayList<>(entries.size());
    for (JsonFields entry : entries) {
      try {
        resources.add(parser.parse(entry.json()));
      } catch (PolicyFormatException e) {
        throw entry.refused(e);
      }
    }
    return resources;
  }

  /** Reads one resource whole, or refuses it. */
  private interface Parser<T> {
    T parse(JsonObject resource) throws PolicyFormatException;
  }
}
