package dev.weft.server.resources.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.http.ApiException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  /** Labels: app=web, tier=back, level=7, empty=, example.com/team=a.b_c-d. */
  private static JsonObject resource() throws Exception {
    return (JsonObject)
        JsonReader.read(
            """
            {"metadata": {"labels": {"app": "web", "tier": "back", "level": "7", "empty": "",
              "example.com/team": "a.b_c-d", "in": "notin"}}}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';true",
        "app=web;true",
        "app==web;true",
        "app = web , tier!=front;true",
        "app=db;false",
        "app!=web;false",
        "other!=web;true",
        "app in (db,web);true",
        "app in (db);false",
        "app notin (db);true",
        "app notin (web,db);false",
        "other notin (web);true",
        "other in (web);false",
        "app;true",
        "other;false",
        "!other;true",
        "! other;true",
        "!app;false",
        "empty=;true",
        "empty in ();true",
        "empty in (,a);true",
        "empty in (a,);true",
        "empty in (a,,b);true",
        "app in ();false",
        "app=,empty=;false",
        "level>6;true",
        "level>7;false",
        "level<8,level>6;true",
        "app>1;false",
        "other<1;false",
        "example.com/team=a.b_c-d;true",
        "in in (notin);true",
        "in notin (in);true",
        "in=notin;true",
      })
  void test_selector_asKubernetes(String selector, boolean expected) throws Exception {
    assertThat(LabelSelector.parse(selector).test(resource())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "app,",
        ",app",
        "app=web,",
        "=",
        "=web",
        "app web",
        "app=web tier",
        "app===web",
        "app in",
        "app in web",
        "app in (web",
        "app in (web tier)",
        "app in web)",
        "app (web)",
        "!app=web",
        "!",
        "!!app",
        "app=!",
        "app>web",
        "app>",
        "app=a=b",
        "app in (a) b",
        "-app",
        "app/",
        "/app",
        "UPPER.com/app",
        "a/b/c",
        "app=-web",
        "app=web*",
        "app in (we*b)",
        "app>99999999999999999999",
        "app notin",
        "level < -3",
        "app=\u0000"
      })
  void parse_malformed_400(String selector) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(400))
        .hasMessageStartingWith("labelSelector: ");
  }

  @Test
  void parse_longNameOrValue_400() {
    assertThat(LabelSelector.parse("a".repeat(63) + "=" + "b".repeat(63)).isAll()).isFalse();
    for (String selector :
        new String[] {
          "a".repeat(64), "a=" + "b".repeat(64), "a.".repeat(126) + "com/b", " ".repeat(20_000)
        }) {
      assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void test_resourceWithoutLabels_onlyAbsenceMatches() {
    assertThat(LabelSelector.parse("a!=b,!c,d notin (e)").test(JsonObject.EMPTY)).isTrue();
    assertThat(LabelSelector.parse("a").test(JsonObject.EMPTY)).isFalse();
  }

  @Test
  void parse_randomText_answersOr400() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab1-./ ,=!()<>\tin notin";
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        LabelSelector.parse(text.toString()).test(JsonObject.EMPTY);
      } catch (ApiException e) {
        assertThat(e.code()).as("seed %d: %s", seed, text).isEqualTo(400);
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(1, 19_999);
  }
}
