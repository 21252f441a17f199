package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Authentication;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.Decision;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.Reason;
import dev.weft.enforcer.trace.TracedRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges each request by the rules in force when it comes. */
public final class RequestJudge {
  /** What Envoy answers a denied request with. */
  private static final String DENIED = "RBAC: access denied";

  /** A connection that Weft's hooks did not see: no address and no peer is known. */
  private static final ConnectionFacts UNSEEN = new ConnectionFacts(null, null, null, 0, null);

  private final Supplier<@Nullable RequestRules> rules;
  private final DenialDetail detail;
  private final ForwardedIdentity identity;
  private final RequestEvents events;
  private final RequestTraces traces;

  /**
   * A judge.
   *
   * @param rules what is in force now; null before the first config
   * @param detail whom the answer to a denied request tells the rule
   * @param forwardIdentity whether the application is told who the peer is
   * @param own who this workload is, null before it is known
   * @param traces what is told of every request
   */
  public RequestJudge(
      Supplier<@Nullable RequestRules> rules,
      DenialDetail detail,
      boolean forwardIdentity,
      Supplier<@Nullable SpiffeId> own,
      RequestEvents events,
      RequestTraces traces) {
    this.rules = rules;
    this.detail = detail;
    this.identity = new ForwardedIdentity(forwardIdentity, own);
    this.events = events;
    this.traces = traces;
  }

  /** Lets a request of the process to itself through: it is traced, and no rule is for it. */
  public Verdict own(ConnectionFacts connection, RequestView request) {
    return Verdict.allowed(traces.allowed(connection, request, 0, null));
  }

  /**
   * No rule can be trusted to match: one that denies a caller or a port does not know them here. So
   * nothing passes where any rule is in force, and nothing but the JDK's own where plaintext is
   * forbidden.
   *
   * @param ofJdk whether the connection is one of the JDK's own transports
   */
  public Verdict judgeUnseen(boolean ofJdk, RequestView request) {
    long began = System.nanoTime();
    RequestRules current = rules.get();
    if (current != null && !ofJdk && current.mode() == MutualTlsMode.STRICT) {
      return denied(UNSEEN, request, began, 403, "a transport that is not protected, and STRICT");
    }
    if (current != null && !current.authorization().isEmpty()) {
      return denied(UNSEEN, request, began, 403, "a connection of which nothing is known");
    }
    return judge(new Unseen(), request);
  }

  /**
   * Refuses a request that is not to be judged, since it can be read in more ways than one, or
   * cannot be read.
   *
   * @param status of the answer
   * @param problem what is wrong with it, in few words of the caller's own
   */
  public Verdict malformed(Carrier carrier, RequestView request, int status, String problem) {
    Verdict verdict =
        denied(carrier.facts(), request, System.nanoTime(), status, "bad request: " + problem);
    return new Verdict(status, "Bad Request: " + problem, null, verdict.served());
  }

  /** The connection of a request. */
  public interface Carrier {
    /** Who sent it, and to where. */
    ConnectionFacts facts();

    /** What the rules in force say of its requests. */
    ConnectionPolicy policy(PolicyEngine inForce);

    /** Who has proved to be the sender; null when nobody has. */
    @Nullable SpiffeId peer();
  }

  private record Unseen() implements Carrier {
    @Override
    public ConnectionFacts facts() {
      return UNSEEN;
    }

    @Override
    public ConnectionPolicy policy(PolicyEngine inForce) {
      return inForce.onAny();
    }

    @Override
    public @Nullable SpiffeId peer() {
      return null;
    }
  }

  /**
   * Judges {@code request}, and makes the changes to it that its tokens and the settings ask for.
   */
  public Verdict judge(Carrier carrier, RequestView request) {
    long began = System.nanoTime();
    ConnectionFacts connection = carrier.facts();
    RequestRules current = rules.get();
    if (current == null) {
      return denied(connection, request, began, 503, "no configuration yet");
    }
    if (request.isRepeated("host") && !agree(request.headers("host"))) {
      return denied(connection, request, began, 400, "several hosts");
    }
    if (!request.isWhole() && !current.authorization().decideConnection(connection).allowed()) {
      return denied(connection, request, began, 400, "malformed");
    }
    JudgedRequest judged = JudgedRequest.of(request, connection);
    Authentication authentication = current.authentication().authenticate(judged);
    if (authentication instanceof Authentication.Invalid invalid) {
      return denied(
          connection, request, began, invalid.status(), invalid.decision(), invalid.challenge());
    }
    Answer answer =
        authorize(
            carrier.policy(current.authorization()),
            judged.withToken(authentication.claims()),
            began);
    if (answer.refusal() != null) {
      return answer.refusal();
    }
    TokenChanges.apply(authentication, request);
    identity.apply(request, carrier);
    return Verdict.allowed(
        traces.allowed(connection, request, System.nanoTime() - began, answer.policy()));
  }

  /** What the rules say: a refusal, or null and the policy that allows. */
  private record Answer(@Nullable Verdict refusal, @Nullable String policy) {
    private static final Answer OF_NO_POLICY = new Answer(null, null);

    static Answer allowedBy(@Nullable String policy) {
      return policy == null ? OF_NO_POLICY : new Answer(null, policy);
    }

    static Answer refused(Verdict refusal) {
      return new Answer(refusal, null);
    }
  }

  private Answer authorize(ConnectionPolicy policy, JudgedRequest judged, long began) {
    Decision decision = policy.decide(judged);
    if (decision.allowed() && policy.enforcesPaths()) {
      PathReading reading = PathReading.of(judged.view().pathStyle(), judged.path());
      if (reading instanceof PathReading.Refused refused) {
        return Answer.refused(
            denied(judged.connection(), judged.view(), began, 400, "path: " + refused.why()));
      }
      if (reading instanceof PathReading.Other other) {
        decision = policy.decide(judged.withPath(other.target()));
      }
    }
    if (decision.allowed()) {
      return Answer.allowedBy(decision.policy());
    }
    int status = decision.reason() == Reason.MALFORMED_PATH ? 400 : 403;
    return Answer.refused(
        denied(judged.connection(), judged.view(), began, status, decision, null));
  }

  private static boolean agree(List<String> hosts) {
    for (int i = 1; i < hosts.size(); i++) {
      if (!hosts.get(i).equals(hosts.get(0))) {
        return false;
      }
    }
    return true;
  }

  private Verdict denied(
      ConnectionFacts connection, RequestView request, long began, int status, String reason) {
    return denied(connection, request, began, status, reason, null, null);
  }

  private Verdict denied(
      ConnectionFacts connection,
      RequestView request,
      long began,
      int status,
      Decision decision,
      @Nullable String challenge) {
    return denied(
        connection, request, began, status, decision.describe(), decision.policy(), challenge);
  }

  private Verdict denied(
      ConnectionFacts connection,
      RequestView request,
      long began,
      int status,
      String reason,
      @Nullable String policy,
      @Nullable String challenge) {
    String path = TracedRequest.pathOf(request.target());
    events.denied(connection, request.method(), path, status, reason);
    Served served = traces.denied(connection, request, System.nanoTime() - began, policy);
    boolean told = detail == DenialDetail.MESH && connection.peer() != null;
    return new Verdict(status, told ? DENIED + ": " + reason : DENIED, challenge, served);
  }
}
