package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonObject;
import dev.weft.server.access.limit.FailureLimit;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.audit.Refusals;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.ca.IssuedCertificate;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.ca.SigningRequest;
import dev.weft.server.ca.SigningRequestReader;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.BearerToken;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.http.Reply;
import dev.weft.server.kubernetes.ServiceAccountTokens;
import dev.weft.server.kubernetes.cluster.NodeProxies;
import dev.weft.server.kubernetes.cluster.WantedPod;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.store.Database;
import dev.weft.server.tokens.JoinTokens;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a workload its SVID: the first for a token, later ones for the one it has. Every issue is
 * in the audit log before it is answered. Refusals, which anybody can cause, are collected for it
 * and counted, so that no number of them costs more than a few records a second; who is refused too
 * often is told so, and unknown tokens of such an address are not looked up any more.
 */
final class SvidEndpoint implements Endpoint.Gate, Endpoint.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(SvidEndpoint.class);

  private final String trustDomain;
  private final Duration ttl;
  private final CertificateAuthority ca;
  private final Newcomers newcomers;
  private final PeerCertificate peer;
  private final Database database;
  private final Refusals refusals;
  private final FailureLimit failures;
  private final ServerMetrics metrics;
  private final InstantSource clock;

  SvidEndpoint(
      String trustDomain,
      Duration ttl,
      CertificateAuthority ca,
      JoinTokens tokens,
      Optional<ServiceAccountTokens> kubernetes,
      Optional<NodeProxies> proxies,
      PeerCertificate peer,
      Database database,
      Refusals refusals,
      FailureLimit failures,
      ServerMetrics metrics,
      InstantSource clock) {
    this.trustDomain = trustDomain;
    this.ttl = ttl;
    this.ca = ca;
    this.peer = peer;
    this.database = database;
    this.refusals = refusals;
    this.failures = failures;
    this.metrics = metrics;
    this.clock = clock;
    this.newcomers = new Newcomers(trustDomain, tokens, kubernetes, proxies, this::record);
  }

  /** Lets everybody in, so that a refusal is made, and recorded, where threads may block. */
  @Override
  public Caller admit(ServiceRequestContext context, HttpRequest request) {
    return new Caller.Anonymous();
  }

  @Override
  public HttpResponse handle(Call call) {
    Applicant applicant = Applicant.UNKNOWN;
    try {
      Optional<String> token = BearerToken.of(call.headers());
      Admission admission =
          token.isPresent()
              ? newcomers.admit(
                  token.get(), wanted(call.body()), () -> failures.requireFew(call.source()))
              : renewal(call);
      applicant = admission.applicant();
      requireOpen(admission.identity());
      IssuedCertificate issue = sign(call, admission);
      admission.settle().accept(issued(applicant, issue));
      return answer(admission.identity(), issue, applicant);
    } catch (RefusedApplicant known) {
      refuse(known.applicant(), call.source(), known.refusal());
      throw known.refusal();
    } catch (ApiException refusal) {
      refuse(applicant, call.source(), refusal);
      throw refusal;
    }
  }

  private Admission renewal(Call call) {
    SpiffeId identity =
        peer.identity(call.context())
            .orElseThrow(
                () ->
                    ApiException.unauthorized(
                        "neither join token nor client certificate (expected: Authorization:"
                            + " Bearer <join token>, or the SVID to renew)"));
    Applicant self = new Applicant(identity.toString(), identity.toString(), "");
    if (wanted(call.body()).isPresent()) {
      throw new RefusedApplicant(
          self,
          ApiException.forbidden(
              "pod: asked for with an SVID, which names no node (expected: a node proxy's token)"));
    }
    if (peer.isOfProxy(call.context())) {
      throw new RefusedApplicant(
          self,
          ApiException.forbidden(
              "client certificate: one that a node proxy got for a pod (expected: the node"
                  + " proxy's token, and the pod)"));
    }
    return new Admission(self, identity, false, this::record);
  }

  /** Join tokens cannot be minted for it, but a cluster may have a namespace of that name. */
  private static void requireOpen(SpiffeId identity) {
    if (identity.namespace().equals(ServerIdentity.NAMESPACE)) {
      throw ApiException.forbidden(
          "namespace: "
              + identity.namespace()
              + " (expected: another; this one is the mesh's own)");
    }
  }

  private static Optional<WantedPod> wanted(JsonObject body) {
    return Optional.ofNullable(body.get("pod")).map(WantedPod::read);
  }

  private IssuedCertificate sign(Call call, Admission admission) {
    SpiffeId identity = admission.identity();
    SigningRequest request = request(call.body());
    if (!request.asksOnlyFor(identity.toString())) {
      throw ApiException.forbidden(
          "csr: asks for "
              + String.join(", ", request.wishes())
              + " (expected: nothing, or the one URI name "
              + identity
              + ")");
    }
    try {
      return admission.ofProxy()
          ? ca.issueSvidToProxy(identity, request.key(), ttl)
          : ca.issueSvid(identity, request.key(), ttl);
    } catch (GeneralSecurityException e) {
      LOG.atError().setCause(e).log("the ca cannot sign");
      throw new ApiException(500, "the CA cannot sign; the server's log says more");
    }
  }

  private static SigningRequest request(JsonObject body) {
    for (String name : body.members().keySet()) {
      if (!name.equals("csr") && !name.equals("pod")) {
        throw ApiException.badRequest(name, "unknown field (expected: csr, pod)");
      }
    }
    String csr = body.string("csr");
    if (csr == null) {
      throw ApiException.badRequest("csr", "missing (expected: a PKCS#10 request in PEM)");
    }
    try {
      return SigningRequestReader.read(csr);
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, String.valueOf(e.getMessage()));
    }
  }

  private HttpResponse answer(
      SpiffeId identity, IssuedCertificate certificate, Applicant applicant) {
    metrics.svidIssued();
    LOG.atInfo()
        .addKeyValue("identity", identity)
        .addKeyValue("by", applicant.actor())
        .addKeyValue("expires", certificate.expires())
        .log("svid issued");
    return Reply.of(
        200,
        JsonObject.builder()
            .put("spiffeId", identity.toString())
            .put("chain", Pem.write(certificate.chain()))
            .put("bundle", Pem.write(ca.bundle()))
            .put("trustDomain", trustDomain)
            .put("expires", certificate.expires().toString())
            .build());
  }

  private void refuse(Applicant applicant, InetAddress source, ApiException refusal) {
    metrics.svidRefused();
    refusals.add(
        AuditRecord.event(
            applicant.actor(),
            AuditLog.SVID_REFUSE,
            applicant.identity(),
            applicant.withOrigin("from " + source.getHostAddress() + ": " + refusal.getMessage())));
    failures.count(source);
  }

  private void record(AuditRecord entry) {
    Instant now = clock.instant();
    database.<Boolean>write(
        handle -> {
          AuditLog.append(handle, now, entry);
          return true;
        });
  }

  private static AuditRecord issued(Applicant applicant, IssuedCertificate certificate) {
    return AuditRecord.event(
        applicant.actor(),
        AuditLog.SVID_ISSUE,
        applicant.identity(),
        applicant.withOrigin(
            "serial "
                + certificate.leaf().getSerialNumber().toString(16)
                + ", expires "
                + certificate.expires()));
  }
}
