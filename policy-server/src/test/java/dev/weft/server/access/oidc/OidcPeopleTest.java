package dev.weft.server.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.weft.server.access.Grants;
import dev.weft.server.access.Role;
import dev.weft.server.access.Scope;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import dev.weft.server.settings.PeopleSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcPeopleTest {
  private static final String ROLES = "team-a=editor:shop|billing,platform=admin";

  @TempDir Path temp;
  private volatile Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private FakeProvider provider;
  private OidcPeople people;

  @BeforeEach
  void start() throws Exception {
    provider = FakeProvider.start(temp);
    people = open(provider.settings(ROLES));
  }

  @AfterEach
  void stop() throws Exception {
    people.close();
    provider.close();
  }

  private OidcPeople open(PeopleSettings.Oidc settings) throws Exception {
    return new OidcPeople(settings, () -> now, () -> now.toEpochMilli() * 1_000_000);
  }

  private Caller.Person person(String token) throws Exception {
    try {
      return people.person(token).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private void assertRefused(int code, String why, String token) {
    assertThatThrownBy(() -> person(token))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getMessage()).contains(why);
              assertThat(e.code()).isEqualTo(code);
            });
    assertThat(people.remembered(token)).isEmpty();
  }

  @Test
  void person_goodToken_hasThePrefixedNameAndTheRolesOfTheGroups() throws Exception {
    assertThat(person(provider.sign(provider.claims(now))))
        .isEqualTo(
            new Caller.Person(
                "oidc:jane",
                List.of("oidc:team-a"),
                Grants.of(Role.EDITOR, Scope.of(Set.of("shop", "billing")))));
  }

  @Test
  void person_namedAsTheAdmin_isNotTheAdmin() throws Exception {
    Caller.Person person =
        person(provider.sign(provider.claims(now).subject("admin").claim("groups", null)));

    assertThat(person).isEqualTo(new Caller.Person("oidc:admin", List.of(), Grants.NONE));
  }

  @Test
  void person_groupsWithoutARole_isKnownAndMayNothing() throws Exception {
    assertThat(
            person(provider.sign(provider.claims(now).claim("groups", List.of("Platform", "x"))))
                .grants()
                .grants())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void person_rsaAlgorithms_areTaken(String algorithm) throws Exception {
    JWK key = FakeProvider.newRsaKey("r", 2048);
    provider.rotate(key);

    assertThat(
            person(FakeProvider.sign(key, JWSAlgorithm.parse(algorithm), provider.claims(now)))
                .name())
        .isEqualTo("oidc:jane");
  }

  @Test
  void person_wrongClaims_areRefused() throws Exception {
    assertRefused(401, "iss", provider.sign(provider.claims(now).issuer("https://evil.example")));
    assertRefused(401, "iss", provider.sign(provider.claims(now).issuer(provider.issuer() + "/")));
    assertRefused(401, "iss", provider.sign(provider.claims(now).issuer(null)));
    assertRefused(401, "aud", provider.sign(provider.claims(now).audience("another")));
    assertRefused(401, "aud", provider.sign(provider.claims(now).audience("WEFT")));
    assertRefused(401, "aud", provider.sign(provider.claims(now).audience((String) null)));
    assertRefused(
        401, "azp", provider.sign(provider.claims(now).audience(List.of("weft", "another"))));
    assertRefused(401, "azp", provider.sign(provider.claims(now).claim("azp", "another")));
    assertRefused(401, "azp", provider.sign(provider.claims(now).claim("azp", List.of("weft"))));
    assertRefused(401, "sub", provider.sign(provider.claims(now).subject(null)));
    assertRefused(401, "sub", provider.sign(provider.claims(now).subject(" ")));
    assertRefused(401, "sub", provider.sign(provider.claims(now).subject("a\nb")));
    assertRefused(401, "sub", provider.sign(provider.claims(now).subject("x".repeat(254))));
    assertRefused(401, "groups", provider.sign(provider.claims(now).claim("groups", 7)));
    assertRefused(
        401, "groups", provider.sign(provider.claims(now).claim("groups", List.of("a", 7))));
  }

  @Test
  void person_severalAudiencesAndThisParty_isTaken() throws Exception {
    JWTClaimsSet.Builder claims =
        provider.claims(now).audience(List.of("other", "weft")).claim("azp", "weft");

    assertThat(person(provider.sign(claims)).name()).isEqualTo("oidc:jane");
  }

  @Test
  void person_wrongTimes_areRefusedBeyondTheSkew() throws Exception {
    Instant soon = now.plusSeconds(61);
    assertRefused(401, "exp", provider.sign(provider.claims(now).expirationTime(null)));
    assertRefused(401, "exp", provider.sign(provider.claims(now.minusSeconds(360))));
    assertRefused(401, "nbf", provider.sign(provider.claims(now).notBeforeTime(Date.from(soon))));
    assertRefused(401, "iat", provider.sign(provider.claims(now).issueTime(Date.from(soon))));

    assertThat(person(provider.sign(provider.claims(now.minusSeconds(359)))).name())
        .isEqualTo("oidc:jane");
    assertThat(person(provider.sign(provider.claims(now.plusSeconds(60)))).name())
        .isEqualTo("oidc:jane");
  }

  @Test
  void person_unsignedToken_isRefused() throws Exception {
    String token = new PlainJWT(provider.claims(now).build()).serialize();

    assertRefused(401, "malformed", token);
    assertRefused(401, "malformed", token + "AAAA");
  }

  @Test
  void person_hmacWithThePublicKey_isRefused() throws Exception {
    RSAKey key = FakeProvider.newRsaKey("r", 2048).toRSAKey();
    provider.rotate(key);
    for (byte[] secret :
        List.of(
            key.toRSAPublicKey().getEncoded(),
            key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r").build();

      assertRefused(
          401, "lgorithm", FakeProvider.sign(new MACSigner(secret), header, provider.claims(now)));
    }
  }

  @Test
  void person_signedWithAKeyOfItsOwn_isRefusedThoughTheHeaderBringsTheKey() throws Exception {
    JWK own = FakeProvider.newKey("k1");
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").jwk(own.toPublicJWK()).build();

    assertRefused(
        401, "ignature", FakeProvider.sign(own, JWSAlgorithm.ES256, provider.claims(now)));
    assertRefused(
        401,
        "ignature",
        FakeProvider.sign(new ECDSASigner(own.toECKey()), header, provider.claims(now)));
  }

  @Test
  void person_changedToken_isRefused() throws Exception {
    List<String> parts = List.of(provider.sign(provider.claims(now)).split("\\.", -1));
    String payload =
        new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);
    String promoted =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.replace("team-a", "platform").getBytes(StandardCharsets.UTF_8));

    assertRefused(401, "ignature", parts.get(0) + "." + promoted + "." + parts.get(2));
    assertRefused(401, "", parts.get(0) + "." + parts.get(1) + ".");
    assertRefused(401, "malformed", parts.get(0) + "." + parts.get(1));
    assertRefused(401, "malformed", "..");
    assertRefused(401, "malformed", "");
    assertRefused(401, "longer", "a".repeat(16 * 1024 + 1));
  }

  @Test
  void person_unknownKey_isRefusedAndCostsFewFetches() throws Exception {
    JWK other = FakeProvider.newKey("k2");
    for (int i = 0; i < 20; i++) {
      assertRefused(
          401,
          "",
          FakeProvider.sign(other, JWSAlgorithm.ES256, provider.claims(now).subject("s" + i)));
    }

    assertThat(provider.fetches()).isLessThanOrEqualTo(2);
    assertThat(person(provider.sign(provider.claims(now))).name()).isEqualTo("oidc:jane");
  }

  @Test
  void person_rotatedKey_isFetchedAtOnce() throws Exception {
    assertThat(person(provider.sign(provider.claims(now))).name()).isEqualTo("oidc:jane");

    provider.rotate(FakeProvider.newKey("k2"));

    assertThat(person(provider.sign(provider.claims(now).subject("joe"))).name())
        .isEqualTo("oidc:joe");
  }

  @Test
  void person_smallRsaKeyOrSecretKeyAmongThePublished_isNotUsed() throws Exception {
    JWK small = FakeProvider.newRsaKey("small", 1024);
    provider.serve(small.toPublicJWK());

    assertRefused(
        401,
        "",
        FakeProvider.sign(
            new RSASSASigner(
                small.toRSAKey().toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())),
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("small").build(),
            provider.claims(now)));
  }

  @Test
  void person_providerDown_is503AndNoOneElseIsHeldUp() throws Exception {
    provider.answerWith(500);

    assertRefused(503, "keys cannot be had", provider.sign(provider.claims(now)));
  }

  @Test
  void person_metadataOfAnotherIssuer_is503() throws Exception {
    provider.claimIssuer("https://evil.example");

    assertRefused(503, "keys cannot be had", provider.sign(provider.claims(now)));
  }

  @Test
  void person_providerWithAnUntrustedCertificate_is503() throws Exception {
    people.close();
    PeopleSettings.Oidc trusting = provider.settings(ROLES);
    people =
        open(
            new PeopleSettings.Oidc(
                trusting.issuer(),
                "weft",
                "sub",
                "groups",
                trusting.roles(),
                trusting.keys(),
                Optional.empty()));

    assertRefused(503, "keys cannot be had", provider.sign(provider.claims(now)));
    assertThat(provider.fetches()).isZero();
  }

  @Test
  void person_providerHangs_callersAreNotBlocked() throws Exception {
    CountDownLatch stalled = provider.stall();

    CompletableFuture<Caller.Person> later = people.person(provider.sign(provider.claims(now)));

    assertThat(later).isNotDone();
    stalled.countDown();
    assertThat(later.get(60, TimeUnit.SECONDS).name()).isEqualTo("oidc:jane");
  }

  @Test
  void person_tooManyAtOnce_is503AndBounded() throws Exception {
    CountDownLatch stalled = provider.stall();
    String token = provider.sign(provider.claims(now));
    int refused = 0;
    for (int i = 0; i < 1100; i++) {
      refused += people.person(token).isCompletedExceptionally() ? 1 : 0;
    }
    stalled.countDown();

    assertThat(refused).isEqualTo(1100 - 1004);
  }

  @Test
  void remembered_goodToken_isRememberedForAMinuteAndNotBeyondItsEnd() throws Exception {
    String token = provider.sign(provider.claims(now));
    assertThat(people.remembered(token)).isEmpty();
    Caller.Person person = person(token);

    assertThat(people.remembered(token)).contains(person);
    now = now.plusSeconds(61);
    assertThat(people.remembered(token)).isEmpty();

    now = now.plusSeconds(300 - 61 + 59);
    assertThat(person(token)).isEqualTo(person);
    now = now.plusSeconds(1);
    assertRefused(401, "exp", token);
  }

  @Test
  void person_keysInAFile_needNoProvider() throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("keys.json"),
            "{\"keys\":[" + provider.key().toPublicJWK().toJSONString() + "]}");
    people.close();
    people = open(withKeys(new PeopleSettings.KeyPlace.File(file)));
    provider.answerWith(500);

    assertThat(person(provider.sign(provider.claims(now))).name()).isEqualTo("oidc:jane");
    assertThat(provider.fetches()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"keys\":[]}",
        "no json",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"
      })
  void open_badFileOfKeys_isAnErrorAtStart(String content) throws Exception {
    Path file = Files.writeString(temp.resolve("keys.json"), content);

    assertThatThrownBy(() -> open(withKeys(new PeopleSettings.KeyPlace.File(file))))
        .hasMessageContaining("keys.json");
    assertThatThrownBy(
            () -> open(withKeys(new PeopleSettings.KeyPlace.File(temp.resolve("missing")))))
        .hasMessageContaining("missing");
  }

  @Test
  void person_emailThatIsNotVerified_isRefused() throws Exception {
    people.close();
    PeopleSettings.Oidc settings = provider.settings(ROLES);
    people =
        open(
            new PeopleSettings.Oidc(
                settings.issuer(),
                "weft",
                "email",
                "roles",
                settings.roles(),
                settings.keys(),
                settings.ca()));
    JWTClaimsSet.Builder claims =
        provider.claims(now).claim("email", "j@shop.example").claim("roles", "team-a");

    assertThat(person(provider.sign(claims)).groups()).containsExactly("oidc:team-a");
    assertRefused(401, "email_verified", provider.sign(claims.claim("email_verified", "true")));
    assertRefused(401, "email_verified", provider.sign(claims.claim("email_verified", false)));
    assertThat(person(provider.sign(claims.claim("email_verified", true))).name())
        .isEqualTo("oidc:j@shop.example");
  }

  private PeopleSettings.Oidc withKeys(PeopleSettings.KeyPlace keys) {
    PeopleSettings.Oidc settings = provider.settings(ROLES);
    return new PeopleSettings.Oidc(
        settings.issuer(), "weft", "sub", "groups", settings.roles(), keys, Optional.empty());
  }
}
