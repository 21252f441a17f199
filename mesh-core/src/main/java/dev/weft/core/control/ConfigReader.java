package dev.weft.core.control;

import dev.weft.core.identity.Pem;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import java.security.cert.CertificateException;
import java.util.Arrays;

/**
 * Reads config answers, format 2: the whole config, or what changed of it. All or nothing: an
 * answer of which any part is not understood is refused, because what is left of it could be a
 * weaker policy.
 */
final class ConfigReader {
  private static final long FORMAT = 2;
  private static final String AUTHORIZATION = "authorizationPolicies";
  private static final String PEER = "peerAuthentications";
  private static final String REQUEST = "requestAuthentications";
  private static final String TELEMETRY = "telemetries";
  private static final String SAMPLING = "traceSamplings";
  private static final String DIRECTORY = "directory";

  private ConfigReader() {}

  /** The revision of an answer, for a config that is refused too. */
  static long revision(JsonFields answer) throws FormatException {
    return answer.number("revision", 0, Long.MAX_VALUE);
  }

  /** Whether {@code answer} says what changed, and not the whole. */
  static boolean isChange(JsonFields answer) {
    return answer.has("base");
  }

  static JsonFields answer(byte[] body) throws FormatException {
    try {
      return JsonFields.of(JsonReader.read(body), "");
    } catch (JsonFormatException e) {
      throw new FormatException("malformed JSON: " + e.getMessage(), e);
    }
  }

  /** The config that {@code answer} holds whole. */
  static ConfigDocument whole(JsonFields answer, String trustDomain) throws FormatException {
    requireFormat(answer);
    answer.only(
        "format",
        "revision",
        "source",
        "settings",
        AUTHORIZATION,
        PEER,
        REQUEST,
        TELEMETRY,
        SAMPLING,
        DIRECTORY,
        "bundle");
    return new ConfigDocument(
        revision(answer),
        answer.string("source"),
        settings(answer.object("settings"), trustDomain),
        whole(
            answer,
            AUTHORIZATION,
            PolicySection.empty(
                AUTHORIZATION, AuthorizationPolicy.KIND, AuthorizationPolicy::parse)),
        whole(
            answer,
            PEER,
            PolicySection.empty(PEER, PeerAuthentication.KIND, PeerAuthentication::parse)),
        whole(
            answer,
            REQUEST,
            PolicySection.empty(REQUEST, RequestAuthentication.KIND, RequestAuthentication::parse)),
        whole(answer, TELEMETRY, PolicySection.empty(TELEMETRY, Telemetry.KIND, Telemetry::parse)),
        whole(
            answer,
            SAMPLING,
            PolicySection.empty(SAMPLING, TraceSampling.KIND, TraceSampling::parse)),
        DirectorySection.EMPTY.with(wholeSection(answer, DIRECTORY)),
        bundle(trustDomain, answer.string("bundle"), "bundle"));
  }

  /**
   * {@code known} with the changes that {@code answer} holds. A section that is absent has not
   * changed.
   *
   * @throws FormatException also when the changes are of another base, or lead to something else
   *     than what the policy server has
   */
  static ConfigDocument change(JsonFields answer, ConfigDocument known, String trustDomain)
      throws FormatException {
    requireFormat(answer);
    answer.only(
        "format",
        "revision",
        "source",
        "base",
        "settings",
        AUTHORIZATION,
        PEER,
        REQUEST,
        TELEMETRY,
        SAMPLING,
        DIRECTORY,
        "bundle");
    long revision = revision(answer);
    // What is the same at every revision from the known one to the base.
    long base = answer.number("base", 0, Long.MAX_VALUE);
    if (base < known.revision() || revision < base) {
      throw new FormatException(
          "base: " + base + " (expected: " + known.revision() + " to " + revision + ")");
    }
    if (!answer.string("source").equals(known.source())) {
      throw new FormatException("source: another one (expected: that of the config known)");
    }
    return new ConfigDocument(
        revision,
        known.source(),
        answer.has("settings")
            ? settings(answer.object("settings"), trustDomain)
            : known.settings(),
        changed(answer, AUTHORIZATION, known.authorizationPolicies()),
        changed(answer, PEER, known.peerAuthentications()),
        changed(answer, REQUEST, known.requestAuthentications()),
        changed(answer, TELEMETRY, known.telemetries()),
        changed(answer, SAMPLING, known.traceSamplings()),
        answer.has(DIRECTORY)
            ? known.directory().with(SectionChange.read(answer.object(DIRECTORY)))
            : known.directory(),
        answer.has("bundle")
            ? bundle(trustDomain, answer.string("bundle"), "bundle")
            : known.bundle());
  }

  static TrustBundle bundle(String trustDomain, String pem, String field) throws FormatException {
    try {
      return new TrustBundle(trustDomain, Pem.readCertificates(pem));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new FormatException(field + ": " + e.getMessage(), e);
    }
  }

  private static void requireFormat(JsonFields answer) throws FormatException {
    answer.number("format", FORMAT, FORMAT);
  }

  private static <T> PolicySection<T> whole(JsonFields answer, String name, PolicySection<T> empty)
      throws FormatException {
    return empty.with(wholeSection(answer, name));
  }

  private static SectionChange wholeSection(JsonFields answer, String name) throws FormatException {
    SectionChange section = SectionChange.read(answer.object(name));
    if (!section.whole()) {
      throw new FormatException(name + ".all: missing");
    }
    return section;
  }

  private static <T> PolicySection<T> changed(
      JsonFields answer, String name, PolicySection<T> known) throws FormatException {
    return answer.has(name) ? known.with(SectionChange.read(answer.object(name))) : known;
  }

  private static MeshSettings settings(JsonFields settings, String trustDomain)
      throws FormatException {
    settings.only("rootNamespace", "trustDomain", "trustDomainAliases", "pathNormalization");
    String told = settings.string("trustDomain");
    if (!told.equals(trustDomain)) {
      throw new FormatException(
          "settings.trustDomain: " + told + " (expected: " + trustDomain + ")");
    }
    return new MeshSettings(
        settings.string("rootNamespace"),
        told,
        settings.strings("trustDomainAliases"),
        normalization(settings.string("pathNormalization")));
  }

  private static PathNormalization normalization(String name) throws FormatException {
    for (PathNormalization mode : PathNormalization.values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    throw new FormatException(
        "settings.pathNormalization: unknown (expected: one of "
            + Arrays.toString(PathNormalization.values())
            + ")");
  }
}
