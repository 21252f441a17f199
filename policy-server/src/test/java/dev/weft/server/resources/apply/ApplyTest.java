package dev.weft.server.resources.apply;

import static dev.weft.server.resources.apply.Owners.LATER;
import static dev.weft.server.resources.apply.Owners.NOON;
import static dev.weft.server.resources.apply.Owners.bare;
import static dev.weft.server.resources.apply.Owners.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.patch.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyTest {
  private static JsonObject create(String spec, String manager) {
    return FieldManagement.apply(null, resource(spec), manager, Force.NO, NOON);
  }

  private static JsonObject apply(JsonObject live, String spec, String manager) {
    return FieldManagement.apply(live, resource(spec), manager, Force.NO, LATER);
  }

  private static JsonObject force(JsonObject live, String spec, String manager) {
    return FieldManagement.apply(live, resource(spec), manager, Force.YES, LATER);
  }

  private static ApiException refusal(
      @Nullable JsonObject live, JsonObject applied, String manager) {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> FieldManagement.apply(live, applied, manager, Force.NO, LATER));
    assertThat(refused).as("refusal").isNotNull();
    return refused;
  }

  private static List<String> causes(ApiException refused) {
    return refused.status().object("details").array("causes").values().stream()
        .map(JsonObject.class::cast)
        .map(it -> it.string("reason") + " " + it.string("field") + " " + it.string("message"))
        .toList();
  }

  @Test
  void apply_create_ownsWhatItApplies() {
    JsonObject stored = create("{'a':{'b':1},'list':[1],'o':{}}", "a");
    assertThat(bare(stored)).isEqualTo(resource("{'a':{'b':1},'list':[1],'o':{}}"));
    assertThat(Owners.of(stored))
        .containsExactly("a Apply 12:00 {'f:spec':{'f:a':{'f:b':{}},'f:list':{},'f:o':{}}}");
  }

  @Test
  void apply_again_changesNothing() {
    JsonObject live = Owners.stored(create("{'a':{'b':1},'o':{},'n':null}", "a"));
    assertThat(apply(live, "{'a':{'b':1},'o':{},'n':null}", "a")).isSameAs(live);
    assertThat(apply(live, "{'n':null,'o':{},'a':{'b':1.0}}", "a")).isSameAs(live);
  }

  @Test
  void apply_otherFields_areMerged() {
    JsonObject live = create("{'a':1,'m':{'x':1}}", "a");
    JsonObject after = apply(live, "{'b':1,'m':{'y':1}}", "b");
    assertThat(bare(after)).isEqualTo(resource("{'a':1,'m':{'x':1,'y':1},'b':1}"));
    assertThat(Owners.of(after))
        .containsExactly(
            "a Apply 12:00 {'f:spec':{'f:a':{},'f:m':{'f:x':{}}}}",
            "b Apply 12:01 {'f:spec':{'f:b':{},'f:m':{'f:y':{}}}}");
  }

  @Test
  void apply_otherValueOfAnotherApplier_conflicts() {
    JsonObject live = create("{'a':1,'rules':[1]}", "alice");
    ApiException refused = refusal(live, resource("{'a':1,'rules':[2]}"), "bob");
    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused)
        .hasMessage("Apply failed with 1 conflict: conflict with \"alice\": .spec.rules");
    assertThat(refused.status().string("reason")).isEqualTo("Conflict");
    assertThat(causes(refused))
        .containsExactly("FieldManagerConflict .spec.rules conflict with \"alice\"");
  }

  @Test
  void apply_conflictsWithSeveral_areListedByOwner() {
    JsonObject live = create("{'a':1,'b':1}", "alice");
    JsonObject updated =
        FieldManagement.update(live, resource("{'a':1,'b':1,'c':1}"), "curl", "", NOON);
    JsonObject status =
        FieldManagement.update(
            updated, updated.with("status", Json.value("{'s':1}")), "server", "status", NOON);
    ApiException refused = refusal(status, resource("{'a':2,'b':2,'c':2}"), "bob");
    assertThat(refused)
        .hasMessage(
            """
            Apply failed with 3 conflicts: conflicts with "alice":
            - .spec.a
            - .spec.b
            conflicts with "curl" using weft.dev/v1:
            - .spec.c""");
    assertThat(causes(refused))
        .containsExactly(
            "FieldManagerConflict .spec.a conflict with \"alice\"",
            "FieldManagerConflict .spec.b conflict with \"alice\"",
            "FieldManagerConflict .spec.c conflict with \"curl\" using weft.dev/v1");
  }

  @Test
  void apply_forced_takesOwnership() {
    JsonObject live = create("{'a':1,'b':1}", "alice");
    JsonObject after = force(live, "{'a':2}", "bob");
    assertThat(bare(after)).isEqualTo(resource("{'a':2,'b':1}"));
    assertThat(Owners.of(after))
        .containsExactly(
            "alice Apply 12:00 {'f:spec':{'f:b':{}}}", "bob Apply 12:01 {'f:spec':{'f:a':{}}}");
  }

  @Test
  void apply_sameValue_isOwnedTogether() {
    JsonObject live = create("{'a':1,'b':1}", "alice");
    JsonObject shared = apply(live, "{'a':1}", "bob");
    assertThat(bare(shared)).isEqualTo(bare(live));
    assertThat(Owners.of(shared))
        .containsExactly(
            "alice Apply 12:00 {'f:spec':{'f:a':{},'f:b':{}}}",
            "bob Apply 12:01 {'f:spec':{'f:a':{}}}");

    JsonObject left = apply(shared, "{'b':1}", "alice");
    assertThat(bare(left)).isEqualTo(bare(live));
    assertThat(Owners.of(left))
        .containsExactly(
            "alice Apply 12:01 {'f:spec':{'f:b':{}}}", "bob Apply 12:01 {'f:spec':{'f:a':{}}}");
    assertThat(causes(refusal(left, resource("{'a':5,'b':1}"), "alice")))
        .containsExactly("FieldManagerConflict .spec.a conflict with \"bob\"");
  }

  @Test
  void apply_fieldGivenUp_isRemoved() {
    JsonObject live = create("{'a':1,'m':{'x':{'y':1}},'list':[1]}", "a");
    JsonObject after = apply(live, "{'a':1}", "a");
    assertThat(bare(after)).isEqualTo(resource("{'a':1}"));
    assertThat(Owners.of(after)).containsExactly("a Apply 12:01 {'f:spec':{'f:a':{}}}");
  }

  @Test
  void apply_givenUpBesideOthersFields_leavesThose() {
    JsonObject live = apply(create("{'m':{'x':1}}", "a"), "{'m':{'y':1}}", "b");
    JsonObject after = apply(live, "{'a':1}", "a");
    assertThat(bare(after)).isEqualTo(resource("{'m':{'y':1},'a':1}"));
    JsonObject updated =
        FieldManagement.update(after, resource("{'m':{'y':1,'z':1},'a':1}"), "u", "", LATER);
    assertThat(bare(apply(updated, "{'b':1}", "b")))
        .isEqualTo(resource("{'m':{'z':1},'a':1,'b':1}"));
  }

  @Test
  void apply_objectOfAnUpdater_staysWhenItIsEmptied() {
    JsonObject live = FieldManagement.update(null, resource("{'m':{}}"), "u", "", NOON);
    JsonObject filled = apply(live, "{'m':{'x':1}}", "a");
    assertThat(bare(filled)).isEqualTo(resource("{'m':{'x':1}}"));
    assertThat(bare(apply(filled, "{'a':1}", "a"))).isEqualTo(resource("{'m':{},'a':1}"));
  }

  @Test
  void apply_givenUpField_thatAnUpdaterChanged_stays() {
    JsonObject live = create("{'a':1,'b':1}", "a");
    JsonObject updated = FieldManagement.update(live, resource("{'a':2,'b':1}"), "u", "", NOON);
    assertThat(bare(apply(updated, "{'b':1}", "a"))).isEqualTo(resource("{'a':2,'b':1}"));
  }

  @Test
  void apply_afterUpdateByOther_conflictsWithVersion() {
    JsonObject live = create("{'a':1}", "a");
    JsonObject updated = FieldManagement.update(live, resource("{'a':2}"), "edit", "", NOON);
    assertThat(refusal(updated, resource("{'a':1}"), "a"))
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"edit\" using weft.dev/v1: .spec.a");
    assertThat(Owners.of(force(updated, "{'a':1}", "a")))
        .containsExactly("a Apply 12:01 {'f:spec':{'f:a':{}}}");
  }

  @Test
  void apply_leafOverOthersObject_conflictsWithEachField() {
    JsonObject live = create("{'m':{'x':1,'y':{'z':1}}}", "a");
    assertThat(causes(refusal(live, resource("{'m':'text'}"), "b")))
        .containsExactly(
            "FieldManagerConflict .spec.m.x conflict with \"a\"",
            "FieldManagerConflict .spec.m.y.z conflict with \"a\"");
    JsonObject forced = force(live, "{'m':'text'}", "b");
    assertThat(Owners.of(forced)).containsExactly("b Apply 12:01 {'f:spec':{'f:m':{}}}");
    assertThat(causes(refusal(forced, resource("{'m':{'x':1}}"), "a")))
        .containsExactly("FieldManagerConflict .spec.m conflict with \"b\"");
  }

  @Test
  void apply_emptyObjectOverOthersObject_changesNothingOfIt() {
    JsonObject live = create("{'m':{'x':1}}", "a");
    JsonObject after = apply(live, "{'m':{}}", "b");
    assertThat(bare(after)).isEqualTo(resource("{'m':{'x':1}}"));
    assertThat(bare(apply(after, "{'n':1}", "a"))).isEqualTo(resource("{'m':{},'n':1}"));
  }

  @Test
  void apply_nullValue_isAValueOfItsOwn() {
    JsonObject live = create("{'a':1}", "a");
    assertThat(bare(apply(live, "{'a':null}", "a"))).isEqualTo(resource("{'a':null}"));
    assertThat(causes(refusal(live, resource("{'a':null}"), "b")))
        .containsExactly("FieldManagerConflict .spec.a conflict with \"a\"");
  }

  @Test
  void apply_labelsWithOddNames_areOwnedOneByOne() {
    String labels = "{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x','labels':%s}}";
    JsonObject live =
        FieldManagement.apply(
            null,
            Json.object(labels.formatted("{'app.kubernetes.io/name':'n','a~1b':'1','':'e'}")),
            "a",
            Force.NO,
            NOON);
    assertThat(Owners.of(live))
        .containsExactly(
            "a Apply 12:00 {'f:metadata':{'f:labels':"
                + "{'f:':{},'f:app.kubernetes.io/name':{},'f:a~1b':{}}}}");
    ApiException refused =
        refusal(live, Json.object(labels.formatted("{'app.kubernetes.io/name':'m'}")), "b");
    assertThat(causes(refused))
        .containsExactly(
            "FieldManagerConflict .metadata.labels.app.kubernetes.io/name conflict with \"a\"");
    JsonObject after =
        FieldManagement.apply(
            live, Json.object(labels.formatted("{'a~1b':'1'}")), "a", Force.NO, LATER);
    assertThat(after.object("metadata").get("labels")).isEqualTo(Json.value("{'a~1b':'1'}"));
  }

  @Test
  void apply_serversOwnMetadataAndStatus_areNotTaken() {
    JsonObject live =
        Json.object(
            "{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x','uid':'u',"
                + "'resourceVersion':'7','generation':2,"
                + "'creationTimestamp':'2026-01-01T00:00:00Z'},'spec':{'a':1},'status':{'s':1}}");
    JsonObject applied =
        Json.object(
            "{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x','uid':'v',"
                + "'resourceVersion':'1','generation':9,'creationTimestamp':null},"
                + "'spec':{'b':1},'status':{'s':2}}");
    JsonObject after = FieldManagement.apply(live, applied, "a", Force.NO, NOON);
    assertThat(bare(after)).isEqualTo(live.with("spec", Json.value("{'a':1,'b':1}")));
    assertThat(Owners.of(after).get(0)).isEqualTo("a Apply 12:00 {'f:spec':{'f:b':{}}}");
  }

  @Test
  void apply_ofStatus_writesNothingElse() {
    JsonObject live = create("{'a':1}", "a");
    JsonObject applied = resource("{'a':2}").with("status", Json.value("{'ready':true}"));
    JsonObject after = FieldManagement.apply(live, applied, "a", "status", Force.NO, LATER);
    assertThat(bare(after))
        .isEqualTo(resource("{'a':1}").with("status", Json.value("{'ready':true}")));
    assertThat(Owners.of(after))
        .containsExactly(
            "a Apply 12:00 {'f:spec':{'f:a':{}}}",
            "a Apply/status 12:01 {'f:status':{'f:ready':{}}}");
    JsonObject other = applied.with("status", Json.value("{'ready':false}"));
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> FieldManagement.apply(after, other, "b", "status", Force.NO, LATER));
    assertThat(causes(refused))
        .containsExactly(
            "FieldManagerConflict .status.ready conflict with \"a\" with subresource \"status\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{}]", "{}", "[{'manager':'m'}]"})
  void apply_withManagedFields_isRefused(String managedFields) {
    JsonObject applied = resource("{'a':1}");
    JsonObject metadata =
        applied.object("metadata").with("managedFields", Json.value(managedFields));
    ApiException refused = refusal(null, applied.with("metadata", metadata), "a");
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused).hasMessage("metadata.managedFields must be nil");
  }

  @Test
  void apply_toUntracked_ownerIsWhoeverWasBefore() {
    JsonObject live = resource("{'a':1,'m':{'x':1}}");
    assertThat(causes(refusal(live, resource("{'a':2}"), "a")))
        .containsExactly(
            "FieldManagerConflict .spec.a conflict with \"before-first-apply\" using weft.dev/v1");
    assertThat(Owners.of(apply(live, "{'a':1}", "a")))
        .containsExactly(
            "a Apply 12:01 {'f:spec':{'f:a':{}}}",
            "before-first-apply Update 12:01 "
                + "{'f:spec':{'.':{},'f:a':{},'f:m':{'.':{},'f:x':{}}}}");
  }

  @Test
  void apply_manyManagers_isBounded() {
    JsonObject live = create("{'a':1}", "m");
    for (int i = 1; i < ManagedFields.MAX_ENTRIES; i++) {
      live = apply(live, "{'a':1}", "m" + i);
    }
    ApiException refused = refusal(live, resource("{'a':1}"), "one-more");
    assertThat(refused.code()).isEqualTo(422);
    assertThat(apply(live, "{'a':1,'b':1}", "m7")).isNotEqualTo(live);
  }

  @Test
  void apply_foreignListOwnership_conflictsAsWritten() {
    JsonObject live =
        resource("{'list':[{'k':1}]}")
            .with(
                "metadata",
                Json.value(
                    "{'name':'x','managedFields':[{'manager':'m','operation':'Update',"
                        + "'apiVersion':'weft.dev/v1','fieldsType':'FieldsV1','fieldsV1':"
                        + "{'f:spec':{'f:list':{'k:{\\'k\\':1,\\'n\\':\\'x\\'}':{'f:k':{}}}}}}]}"));
    assertThat(causes(refusal(live, resource("{'list':[]}"), "a")))
        .containsExactly(
            "FieldManagerConflict .spec.list[k=1,n=\"x\"].k conflict with \"m\" using weft.dev/v1");
  }

  @Test
  void apply_valueOfManager_isQuotedInMessages() {
    JsonObject live = create("{'a':1}", "say \"hi\"");
    assertThat(causes(refusal(live, resource("{'a':2}"), "b")))
        .containsExactly("FieldManagerConflict .spec.a conflict with \"say \\\"hi\\\"\"");
    assertThat(JsonValue.of("a").typeName()).isEqualTo("string");
  }
}
