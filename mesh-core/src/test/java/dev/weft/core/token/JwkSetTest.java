package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {
  /** The keys of RFC 7517 appendix A.1 and RFC 8037 appendix A.2. */
  private static final String PUBLISHED =
      """
      {"keys": [
        {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
         "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
         "e":"AQAB","alg":"RS256","kid":"2011-04-29"},
        {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
      ]}
      """;

  @Test
  void parse_publishedKeys_thoseThatVerify() throws Exception {
    JwkSet set = JwkSet.parse(PUBLISHED);

    assertThat(set.keys()).extracting(Jwk::kid).containsExactly("2011-04-29", null);
    assertThat(set.keys()).extracting(Jwk::algorithm).containsExactly(JwsAlgorithm.RS256, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty': 'oct', 'k': 'c2VjcmV0'}",
        "{'kty': 'future'}",
        "{'kty': 'EC', 'crv': 'secp256k1', 'x': 'AA', 'y': 'AA'}",
        "{'kty': 'OKP', 'crv': 'X25519', 'x': 'AA'}",
        "{'kty': 'RSA', 'n': 'AQAB', 'e': 'AQAB'}",
        "{'kty': 'RSA', 'use': 'enc'}",
        "{'kty': 'RSA', 'key_ops': ['encrypt']}",
        "{'kty': 'RSA', 'alg': 'RSA-OAEP'}",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'alg': 'RS256',"
            + " 'x': '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}",
      })
  void parse_keyThatCannotVerify_leftOut(String key) throws Exception {
    assertThat(JwkSet.parse(set(key)).keys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "{'kty': 'RSA', 'n': '0vx7'}",
        "{'kty': 'RSA', 'n': '***', 'e': 'AQAB'}",
        "{'kty': 'EC', 'crv': 'P-256', 'x': 'AQ', 'y': 'AQ'}",
        "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AQ'}",
      })
  void parse_malformedKey_refused(String key) {
    assertThatThrownBy(() -> JwkSet.parse(set(key)))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("keys[0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"keys\": {}}", "{\"keys\": [], \"keys\": []}"})
  void parse_noSet_refused(String json) {
    assertThatThrownBy(() -> JwkSet.parse(json)).isInstanceOf(KeyFormatException.class);
  }

  @Test
  void parse_tooManyKeys_refused() {
    String keys = "{'kty': 'x'},".repeat(JwkSet.MAX_KEYS);

    assertThatThrownBy(() -> JwkSet.parse(set(keys + "{'kty': 'x'}")))
        .hasMessageContaining("65 (expected: at most 64)");
  }

  private static String set(String keys) {
    return ("{'keys': [" + keys + "]}").replace('\'', '"');
  }
}
