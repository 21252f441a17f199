package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.core.TestClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
  private static final Map<String, TestIssuer> ISSUERS =
      Stream.of(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA")
          .collect(Collectors.toMap(alg -> alg, alg -> TestIssuer.of(alg, "k")));
  private static final TestIssuer ES256 = issuer("ES256");
  private static final TestIssuer RS256 = issuer("RS256");

  private final TestClock clock = new TestClock();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
      })
  void verify_eachAlgorithm_goodTokenTakenChangedOneNot(String alg) {
    TestIssuer issuer = issuer(alg);
    String token = issuer.sign("{'iss': 'i'}");
    JwtVerifier verifier = verifier(TestIssuer.jwks(issuer));

    assertThatCode(() -> verifier.verify(Jwt.parse(token), Duration.ZERO))
        .doesNotThrowAnyException();
    String[] parts = token.split("\\.", -1);
    String changed = parts[0] + "." + TestIssuer.encode("{'iss': 'i', 'a': 1}") + "." + parts[2];
    assertThat(fault(verifier, changed)).isEqualTo(TokenFault.SIGNATURE);
    String other = TestIssuer.of(alg, "k").sign("{'iss': 'i'}");
    assertThat(fault(verifier, other)).isEqualTo(TokenFault.SIGNATURE);
  }

  /** Keys and algorithms of different kinds never meet, whatever a token's header claims. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
      })
  void verify_signatureInAnotherSpelling_refused(String alg) {
    TestIssuer issuer = issuer(alg);
    String token = issuer.sign("{'iss': 'i'}");
    JwtVerifier verifier = verifier(TestIssuer.jwks(issuer));
    String start = token.substring(0, token.lastIndexOf('.') + 1);
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(start.length()));
    byte[] longer = Arrays.copyOf(signature, signature.length + 1);

    assertThat(
            fault(verifier, start + Base64.getUrlEncoder().withoutPadding().encodeToString(longer)))
        .isEqualTo(TokenFault.SIGNATURE);
    if (signature.length % 3 != 0) {
      char last = token.charAt(token.length() - 1);
      String odd = token.substring(0, token.length() - 1) + (char) (last + 1);
      assertThat(parseFault(odd)).isEqualTo(TokenFault.MALFORMED);
    }
  }

  @Test
  void verify_everyAlgorithmWithEveryOtherKey_neverTaken() {
    for (String keyAlg : ISSUERS.keySet()) {
      JwtVerifier verifier = verifier(TestIssuer.jwks(issuer(keyAlg)));
      for (String alg : ISSUERS.keySet()) {
        if (!alg.equals(keyAlg)) {
          String token = issuer(alg).sign("{'iss': 'i'}");

          assertThat(fault(verifier, token))
              .as(alg + " with a key for " + keyAlg)
              .isIn(TokenFault.UNKNOWN_KEY, TokenFault.SIGNATURE);
        }
      }
    }
  }

  @Test
  void verify_keyForOneAlgorithm_notUsedForAnother() {
    String jwks = TestIssuer.jwks(RS256).replace("\"kty\"", "\"alg\":\"RS512\",\"kty\"");

    assertThat(fault(verifier(jwks), RS256.sign("{'iss': 'i'}"))).isEqualTo(TokenFault.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "HS512", "rs256", "RS256 ", "ES256K", ""})
  void parse_algorithmNotTaken_refused(String alg) {
    assertThat(parseFault(ES256.sign("{'alg': '" + alg + "', 'kid': 'k'}", "{'iss': 'i'}")))
        .isEqualTo(TokenFault.ALGORITHM);
  }

  @Test
  void parse_unsignedToken_refused() {
    String unsigned = TestIssuer.encode("{'alg': 'none'}") + "." + TestIssuer.encode("{}") + ".";

    assertThat(parseFault(unsigned)).isEqualTo(TokenFault.MALFORMED);
  }

  @Test
  void parse_critical_refused() {
    String header = "{'alg': 'ES256', 'crit': ['exp'], 'exp': 1}";

    assertThat(parseFault(ES256.sign(header, "{}"))).isEqualTo(TokenFault.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'typ': 'JWT'} | {}",
        "{'alg': 1} | {}",
        "{'alg': 'ES256', 'alg': 'ES256'} | {}",
        "{'alg': 'ES256', 'kid': 1} | {}",
        "[] | {}",
        "x | {}",
        "{'alg': 'ES256'} | []",
        "{'alg': 'ES256'} | {'iss': 'a', 'iss': 'b'}",
        "{'alg': 'ES256'} | {'iss': 1}",
        "{'alg': 'ES256'} | {'iss': null}",
        "{'alg': 'ES256'} | {'sub': ['a']}",
        "{'alg': 'ES256'} | {'jti': 1}",
        "{'alg': 'ES256'} | {'aud': 1}",
        "{'alg': 'ES256'} | {'aud': ['a', 1]}",
        "{'alg': 'ES256'} | {'exp': '1'}",
        "{'alg': 'ES256'} | {'exp': true}",
        "{'alg': 'ES256'} | {'nbf': 1e999999999}",
        "{'alg': 'ES256'} | {'nbf': 1e-999999999}",
        "{'alg': 'ES256'} | {'iat': 'now'}",
      })
  void parse_malformed_refused(String header, String payload) {
    assertThat(parseFault(ES256.sign(header, payload))).isEqualTo(TokenFault.MALFORMED);
  }

  @Test
  void parse_brokenForm_refused() {
    String good = ES256.sign("{'iss': 'i'}");
    List<String> broken =
        List.of(
            "",
            ".",
            "..",
            "...",
            "a",
            "a.b",
            good + ".",
            "." + good,
            good + ".a",
            good + "=",
            good + " ",
            "Bearer " + good,
            good.replace('.', '+'),
            " " + good,
            good + "\u00e9");

    for (String token : broken) {
      assertThat(parseFault(token)).as(token).isEqualTo(TokenFault.MALFORMED);
    }
    assertThat(parseFault("a".repeat(Jwt.MAX_LENGTH + 1))).isEqualTo(TokenFault.TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "exp, -60, ",
    "exp, -61, EXPIRED",
    "exp, 1, ",
    "nbf, 60, ",
    "nbf, 61, NOT_YET_VALID",
    "nbf, -1, ",
    "iat, 100000, ",
  })
  void verify_times_sixtySecondsOfSkew(String claim, long fromNow, TokenFault expected) {
    long at = clock.instant().getEpochSecond() + fromNow;

    String token = ES256.sign("{'iss': 'i', '" + claim + "': " + at + "}");

    assertThat(fault(verifier(TestIssuer.jwks(ES256)), token)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'a' | ",
        "['x', 'a'] | ",
        "'https://b.com' | ",
        "'http://b.com/' | ",
        "'b.com' | ",
        "'c' | AUDIENCE",
        "[] | AUDIENCE",
        "'b.com//' | AUDIENCE",
        "'https://' | AUDIENCE",
      })
  void verify_audience_oneOfThoseTaken(String audience, TokenFault expected) throws Exception {
    JwtVerifier verifier =
        new JwtVerifier("i", List.of("a", "https://b.com/"), source(ES256), clock);
    String token = ES256.sign("{'iss': 'i', 'aud': " + audience + "}");

    assertThat(fault(verifier, token)).isEqualTo(expected);
    assertThat(fault(verifier(TestIssuer.jwks(ES256)), token)).isNull();
    assertThat(fault(verifier, ES256.sign("{'iss': 'i'}"))).isEqualTo(TokenFault.AUDIENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'iss': 'I'}", "{'iss': 'i/'}", "{'iss': ''}"})
  void verify_anotherIssuer_refused(String payload) {
    assertThat(fault(verifier(TestIssuer.jwks(ES256)), ES256.sign(payload)))
        .isEqualTo(TokenFault.ISSUER);
  }

  @Test
  void verify_kid_asEnvoy() {
    TestIssuer named = TestIssuer.of("ES256", "a");
    TestIssuer nameless = TestIssuer.of("ES256", "");
    String headerless = "{'alg': 'ES256'}";
    String unknown = "{'alg': 'ES256', 'kid': 'z'}";

    JwtVerifier onlyNamed = verifier(TestIssuer.jwks(named));
    JwtVerifier both = verifier(TestIssuer.jwks(named, nameless));

    assertThat(fault(onlyNamed, named.sign(headerless, "{'iss': 'i'}"))).isNull();
    assertThat(fault(onlyNamed, named.sign(unknown, "{'iss': 'i'}")))
        .isEqualTo(TokenFault.UNKNOWN_KEY);
    assertThat(fault(both, nameless.sign(unknown, "{'iss': 'i'}"))).isNull();
    assertThat(fault(both, named.sign(unknown, "{'iss': 'i'}"))).isEqualTo(TokenFault.SIGNATURE);
    assertThat(fault(both, nameless.sign(headerless, "{'iss': 'i'}"))).isNull();
  }

  @Test
  void verify_ecdsaSignatureOfZeros_refused() {
    String good = ES256.sign("{'iss': 'i'}");
    String signed = good.substring(0, good.lastIndexOf('.') + 1);
    JwtVerifier verifier = verifier(TestIssuer.jwks(ES256));

    for (int length : new int[] {0, 1, 63, 64, 65, 96, 128}) {
      String zeros = TestIssuer.encode(new byte[length]);
      assertThat(length == 0 ? parseFault(signed) : fault(verifier, signed + zeros))
          .as(length + " bytes")
          .isEqualTo(length == 0 ? TokenFault.MALFORMED : TokenFault.SIGNATURE);
    }
    byte[] halfZero = new byte[64];
    Arrays.fill(halfZero, 32, 64, (byte) 1);
    assertThat(fault(verifier, signed + TestIssuer.encode(halfZero)))
        .isEqualTo(TokenFault.SIGNATURE);
  }

  @Test
  void verify_noKeys_unavailable() {
    JwtVerifier verifier = new JwtVerifier("i", List.of(), KeySource.of(JwkSet.EMPTY), clock);

    assertThat(fault(verifier, ES256.sign("{'iss': 'i'}"))).isEqualTo(TokenFault.KEYS_UNAVAILABLE);
  }

  private JwtVerifier verifier(String jwks) {
    try {
      return new JwtVerifier("i", List.of(), KeySource.of(JwkSet.parse(jwks)), clock);
    } catch (KeyFormatException e) {
      throw new IllegalArgumentException(jwks, e);
    }
  }

  private static KeySource source(TestIssuer issuer) throws KeyFormatException {
    return KeySource.of(JwkSet.parse(TestIssuer.jwks(issuer)));
  }

  private static TestIssuer issuer(String alg) {
    TestIssuer issuer = ISSUERS.get(alg);
    if (issuer == null) {
      throw new IllegalArgumentException(alg);
    }
    return issuer;
  }

  private static @org.jspecify.annotations.Nullable TokenFault fault(
      JwtVerifier verifier, String token) {
    try {
      verifier.verify(Jwt.parse(token), Duration.ZERO);
      return null;
    } catch (TokenException e) {
      return e.fault();
    }
  }

  private static TokenFault parseFault(String token) {
    TokenException refusal =
        Assertions.catchThrowableOfType(TokenException.class, () -> Jwt.parse(token));
    assertThat(refusal).as(token).isNotNull();
    return refusal.fault();
  }
}
