package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import dev.weft.core.identity.CaPin;
import dev.weft.core.identity.CertificateRequest;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JoinCredential;
import dev.weft.core.identity.P256Keys;
import dev.weft.core.identity.PeerRole;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.Pem;
import dev.weft.core.identity.PodName;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.json.JsonObject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Buys and renews SVIDs; what comes back is checked as a peer would check it. */
final class SvidExchange {
  private static final String TARGET = "/mesh/v1/svid";

  private final SvidChannel channel;
  private final JoinCredential credential;
  private final InstantSource clock;

  SvidExchange(SvidChannel channel, JoinCredential credential, InstantSource clock) {
    this.channel = channel;
    this.credential = credential;
    this.clock = clock;
  }

  /**
   * Buys an SVID with the credential to join with, as it is now.
   *
   * @param previous who this workload was before, if it was: it must not become somebody else
   */
  Identity join(Optional<Identity> previous) throws ControlException {
    String bearer = bearer();
    if (previous.isEmpty()) {
      List<CaPin> pins = pins();
      Identity joined = join(bearer, new ServerTrust.Pinned(pins));
      requirePinned(joined.bundle(), pins);
      return joined;
    }
    Identity joined = join(bearer, new ServerTrust.Bundled(previous.get().bundle()));
    requireSame(previous.get().id(), joined.id());
    return joined;
  }

  private Identity join(String bearer, ServerTrust trust) throws ControlException {
    KeyPair keys = keys();
    HttpRequest request = post(request(keys, null), bearer, credential.pod());
    return identity(keys, channel.join(request, trust), request);
  }

  private String bearer() throws ControlException {
    try {
      return credential.bearer();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private List<CaPin> pins() throws ControlException {
    try {
      return credential.authorities();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Renews {@code current} with itself. */
  Identity renew(Identity current, TlsCredentials credentials) throws ControlException {
    KeyPair keys = keys();
    HttpRequest request = post(request(keys, current.id()), null, Optional.empty());
    Identity renewed = identity(keys, channel.renew(request, credentials), request);
    requireSame(current.id(), renewed.id());
    return renewed;
  }

  /** Whether an SVID can be renewed with itself; otherwise it has to be bought anew. */
  boolean renews() {
    return credential.pod().isEmpty();
  }

  private static HttpRequest post(
      CertificateRequest csr, @Nullable String bearer, Optional<PodName> pod) {
    JsonObject.Builder body = JsonObject.builder().put("csr", csr.pem());
    pod.ifPresent(
        it ->
            body.put(
                "pod",
                JsonObject.builder()
                    .put("namespace", it.namespace())
                    .put("name", it.name())
                    .put("uid", it.uid())
                    .build()));
    return HttpRequest.post(TARGET, bearer, body.build());
  }

  private Identity identity(KeyPair keys, HttpAnswer answer, HttpRequest request)
      throws ControlException {
    if (answer.status() != 200) {
      throw Failures.of(answer, request);
    }
    try {
      return identity(keys, ConfigReader.answer(answer.body()));
    } catch (FormatException | CertificateException | IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private Identity identity(KeyPair keys, JsonFields answer)
      throws FormatException, CertificateException {
    SpiffeId id = SpiffeId.parse(answer.string("spiffeId"));
    TrustBundle bundle =
        ConfigReader.bundle(answer.string("trustDomain"), answer.string("bundle"), "bundle");
    List<X509Certificate> chain = Pem.readCertificates(answer.string("chain"));
    PeerVerifier verifier = new PeerVerifier(bundle, clock);
    SpiffeId named = verifier.verify(chain, List.of(PeerRole.CLIENT, PeerRole.SERVER));
    if (!named.equals(id)) {
      throw new FormatException("chain: names " + named + " (expected: " + id + ", spiffeId)");
    }
    if (!chain.get(0).getPublicKey().equals(keys.getPublic())) {
      throw new FormatException("chain: not for the key of the request");
    }
    return new Identity(new Svid(id, keys.getPrivate(), chain), bundle);
  }

  private static void requirePinned(TrustBundle bundle, List<CaPin> pins) throws ControlException {
    try {
      for (X509Certificate root : bundle.roots()) {
        if (pins.contains(CaPin.of(root))) {
          return;
        }
      }
    } catch (GeneralSecurityException e) {
      throw malformed("bundle: " + e.getMessage(), e);
    }
    throw malformed("bundle: without the CA that is pinned", null);
  }

  private static void requireSame(SpiffeId previous, SpiffeId now) throws ControlException {
    if (!previous.equals(now)) {
      throw malformed("an SVID for " + now + " (expected: " + previous + ")", null);
    }
  }

  private static KeyPair keys() throws ControlException {
    try {
      return P256Keys.generate();
    } catch (GeneralSecurityException e) {
      throw malformed("no P-256 key can be made here: " + e.getMessage(), e);
    }
  }

  private static CertificateRequest request(KeyPair keys, @Nullable SpiffeId id)
      throws ControlException {
    try {
      return id == null ? CertificateRequest.unnamed(keys) : CertificateRequest.named(keys, id);
    } catch (GeneralSecurityException e) {
      throw malformed("no request can be signed here: " + e.getMessage(), e);
    }
  }

  private static ControlException unreadable(IOException e) {
    return new ControlException(
        ControlFailure.NO_CREDENTIAL,
        "nothing to join with: " + Failures.text(String.valueOf(e.getMessage())),
        e);
  }

  private static ControlException malformed(String what, @Nullable Throwable cause) {
    return new ControlException(
        ControlFailure.MALFORMED_ANSWER, "SVID not taken: " + Failures.text(what), cause);
  }
}
