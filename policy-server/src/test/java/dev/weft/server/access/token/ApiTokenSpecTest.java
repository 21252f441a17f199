package dev.weft.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.access.TestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokenSpecTest {
  private static JsonObject token(String spec) {
    return TestJson.object(
        "{'apiVersion':'weft.dev/v1','kind':'ApiToken','metadata':{'name':'ci'},'spec':"
            + spec
            + "}");
  }

  @Test
  void of_namespacesNamed_holdsThereOnly() {
    JsonObject token = token("{'role':'editor','namespaces':['shop','back'],'ttl':'12h'}");

    assertThat(ApiTokenSpec.check(token)).isEmpty();
    assertThat(ApiTokenSpec.of(token))
        .isEqualTo(
            new ApiTokenSpec(Role.EDITOR, Scope.of(Set.of("shop", "back")), Duration.ofHours(12)));
  }

  @Test
  void of_starAndNoTtl_holdsEverywhereForThirtyDays() {
    JsonObject token = token("{'role':'viewer','namespaces':['*']}");
    Instant created = Instant.parse("2026-05-01T10:00:00Z");

    assertThat(ApiTokenSpec.check(token)).isEmpty();
    assertThat(StoredApiToken.of("ci", "00", token, created))
        .isEqualTo(
            new StoredApiToken(
                "ci",
                "00",
                Grants.of(Role.VIEWER, Scope.ALL),
                Instant.parse("2026-05-31T10:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{};spec.role",
        "{'role':'root','namespaces':['shop']};spec.role",
        "{'role':'Admin','namespaces':['shop']};spec.role",
        "{'role':['admin'],'namespaces':['shop']};spec.role",
        "{'role':'admin'};spec.namespaces",
        "{'role':'admin','namespaces':[]};spec.namespaces",
        "{'role':'admin','namespaces':'shop'};spec.namespaces",
        "{'role':'admin','namespaces':null};spec.namespaces",
        "{'role':'admin','namespaces':['shop','Shop']};spec.namespaces[1]",
        "{'role':'admin','namespaces':['shop','*']};spec.namespaces[1]",
        "{'role':'admin','namespaces':['shop','shop']};spec.namespaces[1]",
        "{'role':'admin','namespaces':['']};spec.namespaces[0]",
        "{'role':'admin','namespaces':[1]};spec.namespaces[0]",
        "{'role':'admin','namespaces':['a.b']};spec.namespaces[0]",
        "{'role':'admin','namespaces':['shop'],'ttl':'0s'};spec.ttl",
        "{'role':'admin','namespaces':['shop'],'ttl':'366d'};spec.ttl",
        "{'role':'admin','namespaces':['shop'],'ttl':'soon'};spec.ttl",
        "{'role':'admin','namespaces':['shop'],'ttl':3600};spec.ttl",
        "{'role':'admin','namespaces':['shop'],'roles':['x']};spec.roles",
        "[];spec",
        "'admin';spec"
      })
  void check_badSpec_namesTheField(String spec, String field) {
    assertThat(ApiTokenSpec.check(token(spec)))
        .anySatisfy(
            cause -> {
              assertThat(cause.field()).isEqualTo(field);
              assertThat(cause.message()).containsAnyOf("expected");
            });
  }

  @Test
  void checkUnchanged_otherRole_isRefused() {
    JsonObject before = token("{'role':'viewer','namespaces':['shop']}");

    assertThat(
            ApiTokenSpec.checkUnchanged(
                before, token("{'role':'viewer','namespaces':['shop'],'ttl':'30d'}")))
        .isEmpty();
    assertThat(ApiTokenSpec.checkUnchanged(before, token("{'role':'admin','namespaces':['shop']}")))
        .hasSize(1);
  }
}
