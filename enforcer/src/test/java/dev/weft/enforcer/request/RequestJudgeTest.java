package dev.weft.enforcer.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.RequestView;
import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.policy.RequestAuthentications;
import dev.weft.core.policy.Workload;
import dev.weft.core.token.KeySources;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a plaintext connection, unless a test says otherwise. */
class RequestJudgeTest {
  private static final Workload WORKLOAD = new Workload("back", Map.of());

  private final List<AuthorizationPolicy> authorization = new ArrayList<>();
  private final List<RequestAuthentication> authentication = new ArrayList<>();
  private final List<String> denials = new ArrayList<>();
  private final List<String> traced = new ArrayList<>();
  private final SigningIssuer issuer;
  private MutualTlsMode mode = MutualTlsMode.PERMISSIVE;

  RequestJudgeTest() throws Exception {
    issuer = new SigningIssuer();
  }

  @Test
  void judge_noConfigYet_refuses() {
    assertThat(judge(null).judge(plaintext(), new FakeRequest("/")).status()).isEqualTo(503);
    assertThat(judge(null).judgeUnseen(true, new FakeRequest("/")).status()).isEqualTo(503);
    assertThat(judge(null).judgeUnseen(false, new FakeRequest("/")).status()).isEqualTo(503);
  }

  @Test
  void judge_noRules_allows() {
    assertThat(ask(new FakeRequest("/a/../b;c"))).isSameAs(Verdict.ALLOWED);
  }

  @Test
  void judge_target_isMadeATextOfOnceAndOnlyWhereRulesAsk() throws Exception {
    int byTraces = 1;
    FakeRequest request = new FakeRequest("/a");
    assertThat(ask(request).denied()).isFalse();
    assertThat(request.targetReads).isEqualTo(byTraces);

    authorize("DENY", "{'to':[{'operation':{'paths':['/x']}}]}");
    authorize("DENY", "{'to':[{'operation':{'paths':['*/y'],'notPaths':['/z']}}]}");

    request = new FakeRequest("/a");
    assertThat(ask(request).denied()).isFalse();
    assertThat(request.targetReads).isEqualTo(byTraces + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DENY", "ALLOW"})
  void judgeUnseen_anyRuleInForce_refuses(String action) throws Exception {
    assertThat(judge(rules()).judgeUnseen(true, new FakeRequest("/"))).isSameAs(Verdict.ALLOWED);
    assertThat(judge(rules()).judgeUnseen(false, new FakeRequest("/"))).isSameAs(Verdict.ALLOWED);

    authorize(
        action,
        "{'from':[{'source':{'principals':['x/ns/x/sa/x']}}],'to':[{'operation':{'ports':['1']}}]}");

    assertThat(judge(rules()).judgeUnseen(true, new FakeRequest("/")).status()).isEqualTo(403);
    assertThat(judge(rules()).judgeUnseen(false, new FakeRequest("/")).status()).isEqualTo(403);
  }

  @Test
  void judgeUnseen_unknownTransportWhereStrict_refuses() {
    mode = MutualTlsMode.STRICT;

    assertThat(judge(rules()).judgeUnseen(false, new FakeRequest("/")).status()).isEqualTo(403);
    assertThat(judge(rules()).judgeUnseen(true, new FakeRequest("/"))).isSameAs(Verdict.ALLOWED);
  }

  @Test
  void judge_deniedStranger_isNotToldTheRule() throws Exception {
    authorize("DENY", "{'to':[{'operation':{'paths':['/x']}}]}");

    assertThat(ask(new FakeRequest("/x?secret")))
        .isEqualTo(new Verdict(403, "RBAC: access denied", null));
    assertThat(denials).containsExactly("GET /x 403 explicit-deny by back/p0[0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/..;/x", "/%78", "//x", "/x;y", "/a%2f..%2fx"})
  void judge_pathThatTheServerReadsAsTheDenied_isDenied(String target) throws Exception {
    authorize("DENY", "{'to':[{'operation':{'paths':['/x']}}]}");

    assertThat(ask(new FakeRequest(target)).status()).isEqualTo(403);
  }

  @Test
  void judge_pathThatOnlyOneReadingAllows_isDenied() throws Exception {
    authorize("ALLOW", "{'to':[{'operation':{'paths':['/x']}}]}");

    assertThat(ask(new FakeRequest("/x")).denied()).isFalse();
    assertThat(ask(new FakeRequest("//x")).status()).isEqualTo(403);
    assertThat(ask(new FakeRequest("/x;y")).status()).isEqualTo(403);
  }

  @Test
  void judge_pathThatNobodyCanRead_isRefusedWhereRulesLookAtPaths() throws Exception {
    assertThat(ask(new FakeRequest("/%zz")).denied()).isFalse();

    authorize("DENY", "{'to':[{'operation':{'paths':['/x']}}]}");

    assertThat(ask(new FakeRequest("/%zz")).status()).isEqualTo(400);
  }

  @Test
  void judge_headThatIsNotWhole_isRefusedWhereRulesLookAtRequests() throws Exception {
    FakeRequest request = new FakeRequest("/");
    request.whole = false;
    assertThat(ask(request).denied()).isFalse();

    authorize("DENY", "{'when':[{'key':'request.headers[x-role]','values':['guest']}]}");

    assertThat(ask(request).status()).isEqualTo(400);
    assertThat(ask(new FakeRequest("/")).denied()).isFalse();
  }

  @Test
  void judge_hostsThatDiffer_isRefused() {
    assertThat(ask(new FakeRequest("/").with("host", "a").with("host", "a")).denied()).isFalse();
    assertThat(ask(new FakeRequest("/").with("host", "a").with("host", "b")).status())
        .isEqualTo(400);
  }

  @Test
  void judge_identityOfTheClientsOwnMaking_isTakenAway() {
    FakeRequest request = new FakeRequest("/").with("X-Forwarded-Client-Cert", "URI=spiffe://a/b");

    assertThat(ask(request).denied()).isFalse();
    assertThat(request.headers).isEmpty();
  }

  @Test
  void judge_goodToken_isWhomTheRulesSee() throws Exception {
    takeTokens("'outputClaimToHeaders':[{'header':'x-sub','claim':'sub'}]");
    authorize("ALLOW", "{'from':[{'source':{'requestPrincipals':['iss/sub']}}]}");
    String token = issuer.sign("{'iss':'iss','sub':'sub'}");
    FakeRequest request =
        new FakeRequest("/").with("authorization", "Bearer " + token).with("x-sub", "forged");

    assertThat(ask(request).denied()).isFalse();
    assertThat(request.headers).isEqualTo(Map.of("x-sub", List.of("sub")));
  }

  @Test
  void judge_tokenInAParameter_isTakenOut() throws Exception {
    takeTokens("'fromParams':['t']");
    String token = issuer.sign("{'iss':'iss','sub':'sub'}");
    FakeRequest request = new FakeRequest("/a?b=c&t=" + token + "&d");

    assertThat(ask(request).denied()).isFalse();
    assertThat(request.target).isEqualTo("/a?b=c&d");
  }

  @Test
  void judge_noToken_passesWithoutIdentity() throws Exception {
    takeTokens("'forwardOriginalToken':true");

    assertThat(ask(new FakeRequest("/")).denied()).isFalse();

    authorize("ALLOW", "{'from':[{'source':{'requestPrincipals':['*']}}]}");
    assertThat(ask(new FakeRequest("/")).status()).isEqualTo(403);
  }

  @Test
  void judge_tokenOfSomebodyElse_isUnauthorized() throws Exception {
    takeTokens("'forwardOriginalToken':true");
    String forged = new SigningIssuer().sign("{'iss':'iss','sub':'sub'}");

    Verdict verdict = ask(new FakeRequest("/").with("authorization", "Bearer " + forged));

    assertThat(verdict.status()).isEqualTo(401);
    assertThat(verdict.challenge()).isEqualTo("Bearer error=\"invalid_token\"");
  }

  @Test
  void judge_tokenWhoseKeysAreElsewhere_isUnauthorized() throws Exception {
    authentication.add(
        RequestAuthentication.parse(
            resource(
                "RequestAuthentication",
                "{'jwtRules':[{'issuer':'iss','jwksUri':'https://keys.test/jwks'}]}")));
    String token = issuer.sign("{'iss':'iss','sub':'sub'}");

    assertThat(ask(new FakeRequest("/").with("authorization", "Bearer " + token)).status())
        .isEqualTo(401);
    assertThat(denials).containsExactly("GET / 401 jwt-keys-unavailable by back/p0[0]");
  }

  @Test
  void judge_allowed_isTracedAsTheApplicationSeesIt() throws Exception {
    takeTokens("'fromParams':['t']");
    authorize("ALLOW", "{'to':[{'operation':{'paths':['/x']}}]}");
    String token = issuer.sign("{'iss':'iss','sub':'sub'}");

    assertThat(ask(new FakeRequest("/x?t=" + token)).denied()).isFalse();
    assertThat(traced).containsExactly("allowed /x by back/p1");
  }

  @Test
  void judge_denied_isTracedWithItsPolicy() throws Exception {
    authorize("DENY", "{'to':[{'operation':{'paths':['/x']}}]}");

    assertThat(ask(new FakeRequest("/x")).denied()).isTrue();
    assertThat(ask(new FakeRequest("/%zz")).denied()).isTrue();
    assertThat(traced).containsExactly("denied /x by back/p0", "denied /%zz by null");
  }

  private void takeTokens(String more) throws Exception {
    String rule = "{'issuer':'iss','jwks':\"%s\",%s}".formatted("JWKS", more);
    authentication.add(
        RequestAuthentication.parse(
            resource("RequestAuthentication", "{'jwtRules':[" + rule + "]}")));
  }

  private void authorize(String action, String rule) throws Exception {
    String spec = "{'action':'%s','rules':[%s]}".formatted(action, rule);
    authorization.add(AuthorizationPolicy.parse(resource("AuthorizationPolicy", spec)));
  }

  private JsonObject resource(String kind, String spec) throws Exception {
    String name = "p" + (authorization.size() + authentication.size());
    String text =
        """
        {'apiVersion':'security.istio.io/v1','kind':'%s',
         'metadata':{'name':'%s','namespace':'back'},'spec':%s}
        """
            .formatted(kind, name, spec)
            .replace('\'', '"')
            .replace("JWKS", issuer.jwks());
    return (JsonObject) JsonReader.read(text);
  }

  private Verdict ask(FakeRequest request) {
    return judge(rules()).judge(plaintext(), request);
  }

  private static RequestJudge.Carrier plaintext() {
    ConnectionFacts facts =
        new ConnectionFacts(
            null, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"), 8080, null);
    return new RequestJudge.Carrier() {
      @Override
      public ConnectionFacts facts() {
        return facts;
      }

      @Override
      public ConnectionPolicy policy(PolicyEngine inForce) {
        return inForce.on(facts);
      }

      @Override
      public @Nullable SpiffeId peer() {
        return null;
      }
    };
  }

  private RequestRules rules() {
    MeshSettings settings = MeshSettings.DEFAULT;
    return new RequestRules(
        RequestAuthentications.compile(
            settings, WORKLOAD, authentication, KeySources.none(), InstantSource.system()),
        PolicyEngine.compile(settings, WORKLOAD, authorization),
        mode);
  }

  private RequestJudge judge(@Nullable RequestRules rules) {
    return new RequestJudge(
        () -> rules, DenialDetail.MESH, true, () -> null, new Denials(), new Traces());
  }

  private final class Denials implements RequestEvents {
    @Override
    public void denied(
        ConnectionFacts connection, String method, String path, int status, String reason) {
      denials.add(method + " " + path + " " + status + " " + reason);
    }
  }

  private final class Traces implements RequestTraces {
    @Override
    public Served allowed(
        ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
      traced.add("allowed " + request.target() + " by " + policy);
      return Served.UNTRACED;
    }

    @Override
    public Served denied(
        ConnectionFacts connection, RequestView request, long nanos, @Nullable String policy) {
      assertThat(nanos).isPositive();
      traced.add("denied " + request.target() + " by " + policy);
      return Served.UNTRACED;
    }
  }
}
