package dev.weft.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.access.TestJson;
import dev.weft.server.resources.Strategy;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiTokensInStoreTest {
  private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00Z");

  private ResourceSnapshot snapshot = ResourceSnapshot.empty();
  private final ApiTokenPeople people =
      new ApiTokenPeople(
          new ApiTokensInStore(() -> snapshot, Optional::empty), () -> CREATED.plusSeconds(1));

  private static Strategy.Creation create() {
    return ApiTokenKind.KIND
        .strategy()
        .create(
            new Resource(
                new ResourceKey("weft.dev", "ApiToken", "", "ci"),
                "uid",
                0,
                0,
                1,
                CREATED,
                Optional.empty(),
                TestJson.object(
                    "{'apiVersion':'weft.dev/v1','kind':'ApiToken','metadata':{'name':'ci'},"
                        + "'spec':{'role':'editor','namespaces':['shop'],'ttl':'1h'}}")));
  }

  @Test
  void byId_tokenMadeByItsKind_isKnownByWhatItsMakerWasTold() {
    Strategy.Creation made = create();
    snapshot = ResourceSnapshot.of(1, List.of(made.draft()));
    JsonObject told = made.answer().apply(made.draft().body());
    String token = String.valueOf(told.object("status").string("token"));

    assertThat(people.person(token).name()).isEqualTo("token:ci");
    assertThat(people.person(token).grants())
        .isEqualTo(Grants.of(Role.EDITOR, Scope.of(Set.of("shop"))));
    assertThat(made.draft().body().object("status"))
        .isEqualTo(TestJson.object("{'expires':'2026-05-01T11:00:00Z'}"));
    assertThat(made.draft().body().toString() + made.draft()).doesNotContain(token.substring(15));
  }

  @Test
  void byId_noSuchToken_isEmpty() {
    assertThat(new ApiTokensInStore(() -> snapshot, Optional::empty).byId("ci")).isEmpty();
  }
}
