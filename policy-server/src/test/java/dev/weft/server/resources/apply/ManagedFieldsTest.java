package dev.weft.server.resources.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.patch.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedFieldsTest {
  private static final String VALID =
      "'manager':'m','operation':'Update','apiVersion':'weft.dev/v1','fieldsType':'FieldsV1',"
          + "'time':'2026-05-01T12:00:00+02:00','fieldsV1':{'f:spec':{}}";

  @Test
  void read_valid_isWrittenInCanonicalForm() {
    ManagedFields read = ManagedFields.read(Json.value("[{" + VALID + "}]"));
    JsonObject written = read.writeTo(Json.object("{'metadata':{'name':'x'}}"));
    assertThat(written)
        .isEqualTo(
            Json.object(
                "{'metadata':{'name':'x','managedFields':[{'manager':'m','operation':'Update',"
                    + "'apiVersion':'weft.dev/v1','time':'2026-05-01T10:00:00Z',"
                    + "'fieldsType':'FieldsV1','fieldsV1':{'f:spec':{}}}]}}"));
    assertThat(ManagedFields.stored(written)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]"})
  void read_reset_isNone(String json) {
    assertThat(ManagedFields.read(Json.value(json))).isEqualTo(ManagedFields.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'operation':'Create'|metadata.managedFields[0].operation",
        "'operation':null|metadata.managedFields[0].operation",
        "'apiVersion':''|metadata.managedFields[0].apiVersion",
        "'fieldsType':'FieldsV2'|metadata.managedFields[0].fieldsType",
        "'manager':7|metadata.managedFields[0].manager",
        "'manager':'a\\u0007b'|metadata.managedFields[0].manager",
        "'time':'yesterday'|metadata.managedFields[0].time",
        "'time':'+12345-01-01T00:00:00Z'|metadata.managedFields[0].time",
        "'fieldsV1':[]|metadata.managedFields[0].fieldsV1",
        "'fieldsV1':{'f:a':{'b':{}}}|metadata.managedFields[0].fieldsV1.f:a.b",
        "'owner':'me'|metadata.managedFields[0].owner",
        "'subresource':[]|metadata.managedFields[0].subresource",
      })
  void read_malformedEntry_isRefusedWithPath(String member, String field) {
    JsonObject entry = Json.object("{" + VALID + "}");
    for (var changed : Json.object("{" + member + "}").members().entrySet()) {
      entry = entry.with(changed.getKey(), changed.getValue());
    }
    assertRefused(new JsonArray(List.of(entry)), field);
  }

  @Test
  void read_noListOfEntries_isRefused() {
    assertRefused(Json.value("{}"), "metadata.managedFields");
    assertRefused(Json.value("['x']"), "metadata.managedFields[0]");
    assertRefused(Json.value("[{" + VALID + "},{}]"), "metadata.managedFields[1].apiVersion");
  }

  @Test
  void read_tooManyEntries_isRefused() {
    List<JsonValue> entries = new ArrayList<>();
    for (int i = 0; i <= ManagedFields.MAX_ENTRIES; i++) {
      entries.add(Json.object("{" + VALID + "}").with("manager", JsonValue.of("m" + i)));
    }
    assertRefused(new JsonArray(entries), "metadata.managedFields");
  }

  @Test
  void read_twoEntriesOfOneIdentity_areUnited() {
    ManagedFields read =
        ManagedFields.read(
            Json.value("[{" + VALID + "},{" + VALID.replace("f:spec", "f:status") + "}]"));
    assertThat(read.entries()).hasSize(1);
    assertThat(read.owned().has("spec")).isTrue();
    assertThat(read.owned().has("status")).isTrue();
  }

  private static void assertRefused(JsonValue sent, String field) {
    ApiException refused = catchThrowableOfType(ApiException.class, () -> ManagedFields.read(sent));
    assertThat(refused).as("refusal of %s", sent).isNotNull();
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.status().object("details").array("causes").values())
        .extracting(it -> ((JsonObject) it).string("field"))
        .contains(field);
  }

  @Test
  void cause_withoutReason_isAnInvalidValue() {
    assertThat(new Cause("a", "b").reason()).isEqualTo("FieldValueInvalid");
  }
}
