package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.Layer;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.ResourceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers AccessReviews with the very engine by which workloads decide.
 *
 * <p>The answer is that of the AuthorizationPolicies, for a connection that the port accepts: a
 * caller without identity does not get past a STRICT port ({@value #MTLS_REQUIRED}), and to a port
 * with mutual TLS DISABLEd every caller talks in plaintext, so its identity is not known there.
 *
 * <p>Without {@code layer}, a review is about the request when it says anything of one, and about
 * the connection alone when it does not. Without {@code mesh.trustDomain}, a caller of {@code
 * cluster.local} is one of this mesh, as in a policy.
 *
 * <p>Safe for use by many threads.
 */
public final class AccessReviewEvaluator {
  public static final String GROUP = "weft.dev";
  public static final String VERSION = "v1";
  public static final String KIND = "AccessReview";

  /** The reason when the caller proves no identity and the port takes none but mutual TLS. */
  public static final String MTLS_REQUIRED = "mtls-required";

  /** The trust domain by which Istio's resources mean the mesh's own. */
  private static final String LOCAL = "cluster.local";

  private final StoredPolicies stored = new StoredPolicies();

  /**
   * The review with its answer in {@code status}.
   *
   * @param resource the AccessReview as it was sent
   * @param now the resources to judge by, unless the review brings its own
   * @param own the settings to judge by, unless the review brings its own
   * @throws ApiException 422 with a cause for each field that is wrong
   */
  public JsonObject evaluate(JsonObject resource, ResourceSnapshot now, MeshSettings own) {
    Question question = QuestionReader.read(resource);
    Map<String, JsonValue> answered = new LinkedHashMap<>();
    answered.put("apiVersion", new JsonString(GROUP + "/" + VERSION));
    answered.put("kind", new JsonString(KIND));
    answered.put("metadata", resource.object("metadata"));
    answered.put("spec", resource.object("spec"));
    answered.put("status", answer(question, now, own).toJson());
    return new JsonObject(answered);
  }

  private Answer answer(Question question, ResourceSnapshot now, MeshSettings own) {
    MeshSettings settings = question.mesh().over(own);
    ReviewedRequest request = question.request();
    if (speaksOfLocal(question)) {
      if (question.drafts().isPresent()) {
        settings = asLocal(settings);
      } else {
        request = request.from(inTrustDomain(request, settings.trustDomain()));
      }
    }
    MeshSettings judgedBy = settings;
    PolicyBook policies =
        question
            .drafts()
            .orElseGet(() -> stored.of(now, judgedBy, question.workload().namespace()));
    PeerAuthenticationView modes =
        PeerAuthentications.view(judgedBy, question.workload(), policies.peers());
    int port = request.connection().destinationPort();
    MutualTlsMode mode = modes.mode(port);
    Optional<String> modePolicy = modes.policy(port);
    boolean anonymous = request.connection().peer() == null;
    if (mode == MutualTlsMode.STRICT && anonymous) {
      return new Answer(
          false,
          MTLS_REQUIRED,
          modePolicy,
          Decision.NO_RULE,
          mode,
          modePolicy,
          Optional.of("the port takes mutual TLS only, and the caller has no identity"));
    }
    boolean unproved = mode == MutualTlsMode.DISABLE && !anonymous;
    PolicyEngine engine =
        PolicyEngine.compile(judgedBy, question.workload(), policies.authorization());
    ReviewedRequest seen = unproved ? request.from(null) : request;
    Decision decision =
        question.layer() == Layer.CONNECTION
            ? engine.decideConnection(seen.connection())
            : engine.decideRequest(seen);
    return new Answer(
        decision.allowed(),
        decision.reason().code(),
        Optional.ofNullable(decision.policy()),
        decision.rule(),
        mode,
        modePolicy,
        unproved
            ? Optional.of("the port takes plaintext only, where the caller's identity is not known")
            : Optional.empty());
  }

  private static boolean speaksOfLocal(Question question) {
    Peer peer = question.request().connection().peer();
    return peer != null
        && peer.trustDomain().equals(LOCAL)
        && question.mesh().trustDomain().isEmpty();
  }

  /** A mesh named as drafts written for Istio have it, so that even their wildcards fit. */
  private static MeshSettings asLocal(MeshSettings settings) {
    List<String> aliases = new ArrayList<>(settings.trustDomainAliases());
    aliases.add(settings.trustDomain());
    return new MeshSettings(settings.rootNamespace(), LOCAL, aliases, settings.pathNormalization());
  }

  private static @Nullable Peer inTrustDomain(ReviewedRequest request, String trustDomain) {
    Peer peer = request.connection().peer();
    return peer == null
        ? null
        : Peer.ofPrincipal(trustDomain + peer.principal().substring(LOCAL.length()));
  }
}
