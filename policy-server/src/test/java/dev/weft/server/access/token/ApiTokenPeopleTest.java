package dev.weft.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiTokenPeopleTest {
  private static final Grants GRANTS = Grants.of(Role.EDITOR, Scope.of(Set.of("shop")));
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final FakeApiTokens tokens = new FakeApiTokens();
  private final ApiTokenPeople people = new ApiTokenPeople(tokens, () -> now);

  private void assertRefused(String token, String why) {
    assertThatThrownBy(() -> people.person(token))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(401);
              assertThat(e.getMessage()).contains(why);
              assertThat(String.valueOf(e.getMessage()).replace(token, ""))
                  .isEqualTo(e.getMessage());
            });
  }

  @Test
  void person_goodToken_hasItsGrantsUnderItsName() {
    String token = tokens.mint("ci", GRANTS, now.plusSeconds(60));

    assertThat(people.person(token)).isEqualTo(new Caller.Person("token:ci", List.of(), GRANTS));
  }

  @Test
  void person_deletedToken_isRefusedAtOnce() {
    String token = tokens.mint("ci", GRANTS, now.plusSeconds(60));
    assertThat(people.person(token).name()).isEqualTo("token:ci");

    tokens.delete("ci");

    assertRefused(token, "not known");
  }

  @Test
  void person_deletedAndMadeAgain_theOldTokenIsRefused() {
    String old = tokens.mint("ci", GRANTS, now.plusSeconds(60));
    String fresh = tokens.mint("ci", GRANTS, now.plusSeconds(60));

    assertRefused(old, "not known");
    assertThat(people.person(fresh).name()).isEqualTo("token:ci");
  }

  @Test
  void person_expiredToken_isRefusedFromThatInstant() {
    String token = tokens.mint("ci", GRANTS, now.plusSeconds(60));

    now = now.plusMillis(59_999);
    assertThat(people.person(token).name()).isEqualTo("token:ci");
    now = now.plusMillis(1);

    assertRefused(token, "expired");
  }

  @Test
  void person_expiredTokenWithWrongSecret_doesNotLearnThatItExpired() {
    String token = tokens.mint("ci", GRANTS, now.minusSeconds(60));
    String forged = token.substring(0, token.length() - 43) + "A".repeat(43);

    assertRefused(forged, "not known");
  }

  @Test
  void person_secretOfAnotherToken_isRefused() {
    String ci = tokens.mint("ci", GRANTS, now.plusSeconds(60));
    tokens.mint("root", Grants.EVERYTHING, now.plusSeconds(60));

    assertRefused(ci.replace(".ci.", ".root."), "not known");
  }

  @Test
  void person_adminToken_mayEverything() {
    String admin = tokens.mintAdmin();

    assertThat(people.person(admin))
        .isEqualTo(new Caller.Person("admin", List.of(), Grants.EVERYTHING));
  }

  @Test
  void person_adminTokenReplaced_theOldOneIsRefusedAtOnce() {
    String old = tokens.mintAdmin();
    String fresh = tokens.mintAdmin();

    assertRefused(old, "not known");
    assertThat(people.person(fresh).name()).isEqualTo("admin");
  }

  @Test
  void person_adminTokenAbolished_isRefused() {
    assertRefused(ApiTokenString.makeAdmin().reveal(), "not known");
  }

  @Test
  void person_secretOfAnApiTokenAsAdminToken_isRefused() {
    tokens.mintAdmin();
    String ci = tokens.mint("admin", GRANTS, now.plusSeconds(60));

    assertRefused("weft-admin-v1." + ci.substring(ci.length() - 43), "not known");
    assertThat(people.person(ci).name()).isEqualTo("token:admin");
  }

  @Test
  void person_noToken_isRefused() {
    assertRefused("", "malformed");
    assertRefused("weft-join-v1.a.b.c", "malformed");
    assertRefused("x".repeat(100_000), "malformed");
  }
}
