package dev.weft.server.resources.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

  /** The examples of RFC 6902 appendix A that have a result, and a few of RFC 6901. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux'}]|{'baz':'qux','foo':'bar'}",
        "{'foo':['bar','baz']}|[{'op':'add','path':'/foo/1','value':'qux'}]|{'foo':['bar','qux','baz']}",
        "{'baz':'qux','foo':'bar'}|[{'op':'remove','path':'/baz'}]|{'foo':'bar'}",
        "{'foo':['bar','qux','baz']}|[{'op':'remove','path':'/foo/1'}]|{'foo':['bar','baz']}",
        "{'baz':'qux'}|[{'op':'replace','path':'/baz','value':'boo'}]|{'baz':'boo'}",
        "{'foo':{'bar':'baz','w':'f'},'qux':{'c':'g'}}|[{'op':'move','from':'/foo/w','path':'/qux/t'}]|{'foo':{'bar':'baz'},'qux':{'c':'g','t':'f'}}",
        "{'foo':['all','grass','cows','eat']}|[{'op':'move','from':'/foo/1','path':'/foo/3'}]|{'foo':['all','cows','eat','grass']}",
        "{'baz':'qux','foo':['a',2,'c']}|[{'op':'test','path':'/baz','value':'qux'},{'op':'test','path':'/foo/1','value':2}]|{'baz':'qux','foo':['a',2,'c']}",
        "{'foo':'bar'}|[{'op':'add','path':'/child','value':{'g':{}}}]|{'foo':'bar','child':{'g':{}}}",
        "{'foo':'bar'}|[{'op':'add','path':'/baz','value':'qux','xyz':123}]|{'foo':'bar','baz':'qux'}",
        "{'/':9,'~1':10}|[{'op':'test','path':'/~01','value':10}]|{'/':9,'~1':10}",
        "{'foo':['bar']}|[{'op':'add','path':'/foo/-','value':['abc','def']}]|{'foo':['bar',['abc','def']]}",
        "{'a':1}|[{'op':'test','path':'/a','value':1.0}]|{'a':1}",
        "{'a':{'b':[1]}}|[{'op':'copy','from':'/a','path':'/c'},{'op':'add','path':'/c/b/0','value':0}]|{'a':{'b':[1]},'c':{'b':[0,1]}}",
        "{'a':1}|[{'op':'add','path':'','value':{'b':2}}]|{'b':2}",
        "{'a':1}|[{'op':'move','from':'/a','path':'/a'}]|{'a':1}",
        "{'a/b':1,'':2}|[{'op':'remove','path':'/a~1b'},{'op':'replace','path':'/','value':3}]|{'':3}",
        "{'a':null}|[{'op':'test','path':'/a','value':null}]|{'a':null}",
        "{'a':1}|[]|{'a':1}",
      })
  void apply_validPatch_givesResult(String before, String patch, String after) {
    assertThat(JsonPatch.apply(Json.object(before), Json.value(patch)))
        .isEqualTo(Json.object(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "422|[{'op':'test','path':'/a','value':2}]|patch[0]: test failed",
        "422|[{'op':'test','path':'/zz','value':null}]|patch[0]: path: /zz does not exist",
        "422|[{'op':'add','path':'/b','value':1},{'op':'remove','path':'/x'}]|patch[1]: path: /x does not",
        "422|[{'op':'replace','path':'/x','value':1}]|/x does not exist",
        "422|[{'op':'add','path':'/x/y','value':1}]|/x does not exist",
        "422|[{'op':'add','path':'/list/3','value':1}]|/list/3 does not exist",
        "422|[{'op':'add','path':'/list/01','value':1}]|/list/01 does not exist",
        "422|[{'op':'remove','path':'/list/-'}]|/list/- does not exist",
        "422|[{'op':'remove','path':'/list/-1'}]|/list/-1 does not exist",
        "422|[{'op':'remove','path':''}]|the whole document",
        "422|[{'op':'move','from':'/a','path':'/a/b'}]|lies within",
        "422|[{'op':'replace','path':'','value':[]}]|result: array (expected: object)",
        "422|[{'op':'add','path':'/a/b','value':1}]|/a/b does not exist",
        "400|{'op':'remove','path':'/a'}|patch: object (expected: array)",
        "400|[1]|patch[0]: number (expected: object)",
        "400|[{'op':'spam','path':'/a'}]|patch[0].op: spam",
        "400|[{'path':'/a'}]|patch[0].op: missing",
        "400|[{'op':'remove'}]|patch[0].path: missing",
        "400|[{'op':'remove','path':'a'}]|expected: a JSON pointer",
        "400|[{'op':'remove','path':'/~2'}]|~0 or ~1",
        "400|[{'op':'remove','path':'/a~'}]|~0 or ~1",
        "400|[{'op':'add','path':'/a'}]|patch[0].value: missing",
        "400|[{'op':'move','path':'/a'}]|patch[0].from: missing",
        "400|[{'op':'remove','path':'/a'},{'op':7,'path':'/a'}]|patch[1].op: number",
      })
  void apply_badPatch_isRefused(int code, String patch, String message) {
    JsonObject original = Json.object("{'a':1,'list':[1,2]}");
    ApiException refused = refusal(original, Json.value(patch));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused).hasMessageContaining(message);
  }

  @Test
  void apply_tooManyOperations_isRefusedAsTooLarge() {
    JsonValue test = Json.value("{'op':'test','path':'/a','value':1}");
    List<JsonValue> most = Collections.nCopies(JsonPatch.MAX_OPERATIONS, test);
    JsonObject original = Json.object("{'a':1}");
    assertThat(JsonPatch.apply(original, new JsonArray(most))).isEqualTo(original);

    List<JsonValue> tooMany = new ArrayList<>(most);
    tooMany.add(test);
    assertThat(refusal(original, new JsonArray(tooMany)).code()).isEqualTo(413);
  }

  @Test
  void apply_copiesThatDouble_areStopped() {
    List<JsonValue> operations = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      operations.add(Json.value("{'op':'copy','from':'/list','path':'/list/-'}"));
    }
    JsonObject original = Json.object("{'list':['0123456789']}");
    assertThat(refusal(original, new JsonArray(operations)).code()).isEqualTo(422);
  }

  @Test
  void apply_movesThatNestEverDeeper_areRefused() {
    List<JsonValue> operations = new ArrayList<>();
    for (int i = 0; i < JsonPatch.MAX_OPERATIONS / 3; i++) {
      operations.add(Json.value("{'op':'add','path':'/b','value':{}}"));
      operations.add(Json.value("{'op':'move','from':'/a','path':'/b/a'}"));
      operations.add(Json.value("{'op':'move','from':'/b','path':'/a'}"));
    }
    ApiException refused = refusal(Json.object("{'a':{}}"), new JsonArray(operations));
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused).hasMessageContaining("nesting");
  }

  private static ApiException refusal(JsonObject original, JsonValue patch) {
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> JsonPatch.apply(original, patch));
    assertThat(refused).as("refusal of %s", patch).isNotNull();
    return refused;
  }
}
