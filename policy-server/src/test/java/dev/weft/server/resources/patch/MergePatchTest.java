package dev.weft.server.resources.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.server.http.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

  /** The cases of RFC 7386 appendix A whose result is an object. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'b'}|{'a':'c'}|{'a':'c'}",
        "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}",
        "{'a':'b'}|{'a':null}|{}",
        "{'a':'b','b':'c'}|{'a':null}|{'b':'c'}",
        "{'a':['b']}|{'a':'c'}|{'a':'c'}",
        "{'a':'c'}|{'a':['b']}|{'a':['b']}",
        "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
        "{'e':null}|{'a':1}|{'e':null,'a':1}",
        "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}",
        "{'a':1}|{'a':{'b':null,'c':[null]}}|{'a':{'c':[null]}}",
      })
  void apply_object_merges(String before, String patch, String after) {
    assertThat(MergePatch.apply(Json.object(before), Json.value(patch)))
        .isEqualTo(Json.object(after));
  }

  @Test
  void apply_patchIsNoObject_isRefused() {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class, () -> MergePatch.apply(Json.object("{}"), Json.value("['c']")));
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused).hasMessage("patch: array (expected: object)");
  }
}
