package dev.weft.server.access.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.access.TestJson;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfReviewTest {
  private static final Caller.Person EDITOR =
      new Caller.Person(
          "oidc:jane", List.of("oidc:team-a"), Grants.of(Role.EDITOR, Scope.of(Set.of("shop"))));

  private static SelfReview review(String kind) {
    return SelfReview.ALL.stream()
        .filter(it -> it.kind().kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject ask(String kind, String spec) {
    SelfReview review = review(kind);
    return review.answer(
        EDITOR,
        TestJson.object(
            "{'kind':'"
                + kind
                + "','apiVersion':'"
                + review.kind().apiVersion()
                + "','metadata':{'creationTimestamp':null},'spec':"
                + spec
                + ",'status':{'allowed':false}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "create,authorizationpolicies,,shop,true",
    "create,authorizationpolicies,,back,false",
    "list,authorizationpolicies,,'',false",
    "get,authorizationpolicies,status,shop,true",
    "update,authorizationpolicies,status,shop,false",
    "*,*,,shop,false",
    "'',authorizationpolicies,,shop,false"
  })
  void accessReview_resource_isAnsweredByTheGrants(
      String verb, String resource, String subresource, String namespace, boolean allowed) {
    String spec =
        "{'resourceAttributes':{'namespace':'"
            + namespace
            + "','verb':'"
            + verb
            + "','group':'security.istio.io','version':'*','resource':'"
            + resource
            + "','subresource':'"
            + (subresource == null ? "" : subresource)
            + "'}}";

    JsonObject answer = ask("SelfSubjectAccessReview", spec);

    assertThat(answer.object("status").get("allowed"))
        .hasToString("JsonBoolean[value=" + allowed + "]");
    assertThat(answer.object("spec")).isEqualTo(TestJson.object(spec));
    assertThat(answer.string("apiVersion")).isEqualTo("authorization.k8s.io/v1");
  }

  @Test
  void accessReview_path_isAnsweredByTheGrants() {
    JsonObject yes =
        ask(
            "SelfSubjectAccessReview",
            "{'nonResourceAttributes':{'path':'/version','verb':'get'}}");
    JsonObject no =
        ask(
            "SelfSubjectAccessReview",
            "{'nonResourceAttributes':{'path':'/metrics','verb':'get'}}");

    assertThat(yes.object("status")).isEqualTo(TestJson.object("{'allowed':true}"));
    assertThat(no.object("status"))
        .isEqualTo(TestJson.object("{'allowed':false,'reason':'no role of oidc:jane allows it'}"));
  }

  @Test
  void rulesReview_namespace_listsWhatIsAllowedThereAndSaysItIsComplete() {
    JsonObject shop = ask("SelfSubjectRulesReview", "{'namespace':'shop'}").object("status");
    JsonObject back = ask("SelfSubjectRulesReview", "{'namespace':'back'}").object("status");

    assertThat(shop.get("incomplete")).hasToString("JsonBoolean[value=false]");
    assertThat(shop.array("resourceRules").values())
        .contains(
            TestJson.object(
                "{'verbs':['create','update','patch','delete','deletecollection'],"
                    + "'apiGroups':['security.istio.io'],'resources':['authorizationpolicies',"
                    + "'peerauthentications','requestauthentications']}"));
    assertThat(back.array("resourceRules").values())
        .hasSizeLessThan(shop.array("resourceRules").values().size())
        .allSatisfy(it -> assertThat(it.toString()).doesNotContain("authorizationpolicies"));
    assertThat(shop.array("nonResourceRules").values()).hasSize(1);
  }

  @Test
  void identityReview_anybody_saysWhoTheyAre() {
    assertThat(ask("SelfSubjectReview", "{}"))
        .isEqualTo(
            TestJson.object(
                "{'apiVersion':'authentication.k8s.io/v1','kind':'SelfSubjectReview','metadata':"
                    + "{'creationTimestamp':null},'status':{'userInfo':{'username':'oidc:jane',"
                    + "'groups':['oidc:team-a']}}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'resourceAttributes':{'verb':'get'},'nonResourceAttributes':{'path':'/x'}}",
        "{'resourceAttributes':{'verb':'get','user':'admin'}}",
        "{'resourceAttributes':{'verb':1}}",
        "{'resourceAttributes':[]}",
        "{'resourceAttributes':{'verb':'get'},'user':'admin'}",
        "{'nonResourceAttributes':{'path':'/x','host':'y'}}",
        "[]"
      })
  void accessReview_malformed_is400(String spec) {
    assertThatThrownBy(() -> ask("SelfSubjectAccessReview", spec))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }

  @Test
  void review_ofAnotherKind_is400() {
    assertThatThrownBy(
            () ->
                review("SelfSubjectReview")
                    .answer(
                        EDITOR,
                        TestJson.object(
                            "{'apiVersion':'authentication.k8s.io/v1','kind':'TokenReview'}")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }
}
