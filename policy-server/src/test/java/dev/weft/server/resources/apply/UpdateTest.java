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
import dev.weft.server.resources.patch.JsonPatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateTest {
  private static JsonObject create(JsonObject sent, String manager) {
    return FieldManagement.update(null, sent, manager, "", NOON);
  }

  private static JsonObject update(JsonObject before, JsonObject after, String manager) {
    return FieldManagement.update(before, after, manager, "", LATER);
  }

  private static JsonObject withManagedFields(JsonObject resource, JsonValue managedFields) {
    return resource.with(
        "metadata", resource.object("metadata").with("managedFields", managedFields));
  }

  @Test
  void update_create_ownsEverythingWithObjects() {
    JsonObject sent =
        Json.object(
            "{'apiVersion':'weft.dev/v1','kind':'K','metadata':{'name':'x','namespace':'n',"
                + "'labels':{'app.io/a~b':'1'}},'spec':{'a':{'b':1},'list':[1]}}");
    JsonObject stored = create(sent, "curl");
    assertThat(bare(stored)).isEqualTo(sent);
    assertThat(Owners.of(stored))
        .containsExactly(
            "curl Update 12:00 {'f:metadata':{'f:labels':{'.':{},'f:app.io/a~b':{}}},"
                + "'f:spec':{'.':{},'f:a':{'.':{},'f:b':{}},'f:list':{}}}");
  }

  @Test
  void update_changedAndAdded_passToTheUpdater() {
    JsonObject before = create(resource("{'a':1,'b':1,'c':1}"), "first");
    JsonObject after = update(before, resource("{'a':1,'b':2,'d':1}"), "second");
    assertThat(Owners.of(after))
        .containsExactly(
            "first Update 12:00 {'f:spec':{'.':{},'f:a':{}}}",
            "second Update 12:01 {'f:spec':{'f:b':{},'f:d':{}}}");
  }

  @Test
  void update_sameManager_isOneEntryWithTheNewTime() {
    JsonObject before = create(resource("{'a':1}"), "m");
    assertThat(Owners.of(update(before, resource("{'a':1,'b':1}"), "m")))
        .containsExactly("m Update 12:01 {'f:spec':{'.':{},'f:a':{},'f:b':{}}}");
  }

  @Test
  void update_nothingChanged_keepsEntriesAndTimes() {
    JsonObject before = create(resource("{'a':1,'o':{},'n':null}"), "m");
    assertThat(update(before, bare(before), "other")).isEqualTo(before);
    assertThat(update(before, before, "other")).isEqualTo(before);
    JsonObject otherwise = resource("{'n':null,'o':{},'a':1.0}");
    assertThat(Owners.of(update(before, otherwise, "other"))).isEqualTo(Owners.of(before));
  }

  @Test
  void update_onlyRemoves_takesFromAllAndGivesNobody() {
    JsonObject before = create(resource("{'a':{'b':1},'c':1}"), "m");
    assertThat(Owners.of(update(before, resource("{'c':1}"), "other")))
        .containsExactly("m Update 12:00 {'f:spec':{'.':{},'f:c':{}}}");
  }

  @Test
  void update_scalarBecomesObject_passesWhole() {
    JsonObject before = create(resource("{'a':1}"), "m");
    JsonObject after = update(before, resource("{'a':{'b':1}}"), "other");
    assertThat(Owners.of(after))
        .containsExactly(
            "m Update 12:00 {'f:spec':{'.':{}}}".replace("{'.':{}}", "{}"),
            "other Update 12:01 {'f:spec':{'f:a':{'.':{},'f:b':{}}}}");
    assertThat(Owners.of(update(after, resource("{'a':2}"), "m")))
        .containsExactly("m Update 12:01 {'f:spec':{'.':{},'f:a':{}}}");
  }

  @Test
  void update_ofAppliedField_takesItFromTheApplier() {
    JsonObject applied =
        FieldManagement.apply(null, resource("{'a':1,'b':1}"), "applier", Force.NO, NOON);
    JsonObject after = update(applied, resource("{'a':2,'b':1}"), "editor");
    assertThat(Owners.of(after))
        .containsExactly(
            "applier Apply 12:00 {'f:spec':{'f:b':{}}}",
            "editor Update 12:01 {'f:spec':{'f:a':{}}}");
  }

  @Test
  void update_ofStatus_isAnEntryOfItsOwn() {
    JsonObject before = create(resource("{'a':1}"), "m");
    JsonObject after = before.with("status", Json.value("{'ready':true}"));
    JsonObject sent = withManagedFields(after, Json.value("[]"));
    assertThat(Owners.of(FieldManagement.update(before, sent, "m", "status", LATER)))
        .containsExactly(
            "m Update 12:00 {'f:spec':{'.':{},'f:a':{}}}",
            "m Update/status 12:01 {'f:status':{'.':{},'f:ready':{}}}");
  }

  @Test
  void update_emptyManagedFields_forgetsUntilSomebodyApplies() {
    JsonObject before = create(resource("{'a':1}"), "m");
    JsonObject reset = update(before, withManagedFields(before, Json.value("[]")), "m");
    assertThat(reset).isEqualTo(bare(before));
    JsonObject untracked = update(reset, resource("{'a':2}"), "m");
    assertThat(untracked).isEqualTo(resource("{'a':2}"));

    JsonObject applied =
        FieldManagement.apply(untracked, resource("{'b':1}"), "applier", Force.NO, LATER);
    assertThat(Owners.of(applied))
        .containsExactly(
            "applier Apply 12:01 {'f:spec':{'f:b':{}}}",
            "before-first-apply Update 12:01 {'f:spec':{'.':{},'f:a':{}}}");
  }

  @Test
  void update_ownManagedFields_areTheStartingPoint() {
    JsonObject before = create(resource("{'a':1}"), "kubectl-client-side-apply");
    // What kubectl sends to move from client-side to server-side apply.
    JsonObject migrated =
        JsonPatch.apply(
            before,
            Json.value(
                "[{'op':'replace','path':'/metadata/managedFields','value':[{'manager':'kubectl',"
                    + "'operation':'Apply','apiVersion':'weft.dev/v1','fieldsType':'FieldsV1',"
                    + "'time':'2026-05-01T12:00:00Z','fieldsV1':{'f:spec':{'.':{},'f:a':{}}}}]}]"));
    JsonObject after = update(before, migrated, "kubectl");
    assertThat(Owners.of(after))
        .containsExactly("kubectl Apply 12:00 {'f:spec':{'.':{},'f:a':{}}}");
    assertThat(
            bare(
                FieldManagement.apply(
                    after,
                    Json.object("{'apiVersion':'weft.dev/v1'}"),
                    "kubectl",
                    Force.NO,
                    LATER)))
        .isEqualTo(bare(resource("{}")).without("spec"));
  }

  @Test
  void update_malformedManagedFields_isRefused() {
    JsonObject before = create(resource("{'a':1}"), "m");
    JsonObject sent = withManagedFields(before, Json.value("[{'manager':'m'}]"));
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> update(before, sent, "m"));
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused).hasMessageContaining("metadata.managedFields[0].operation");
  }

  @Test
  void update_foreignListOwnership_goesWithTheList() {
    JsonObject live =
        withManagedFields(
            resource("{'list':[{'k':1}],'a':1}"),
            Json.value(
                "[{'manager':'m','operation':'Update','apiVersion':'weft.dev/v1',"
                    + "'fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'f:a':{},"
                    + "'f:list':{'k:{\\'k\\':1}':{'.':{},'f:k':{}}}}}}]"));
    assertThat(Owners.of(update(live, resource("{'list':[{'k':1}],'a':2}"), "n")))
        .containsExactly(
            "m Update {'f:spec':{'f:list':{'k:{\\'k\\':1}':{'.':{},'f:k':{}}}}}",
            "n Update 12:01 {'f:spec':{'f:a':{}}}");
    assertThat(Owners.of(update(live, resource("{'list':[],'a':1}"), "n")))
        .containsExactly(
            "m Update {'f:spec':{'f:a':{}}}", "n Update 12:01 {'f:spec':{'f:list':{}}}");
  }

  @Test
  void update_manyManagers_mergesTheOldest() {
    JsonObject live = create(resource("{'f0':0}"), "m0");
    StringBuilder spec = new StringBuilder("{'f0':0");
    for (int i = 1; i <= 14; i++) {
      spec.append(",'f").append(i).append("':0");
      live =
          FieldManagement.update(
              live, resource(spec + "}"), "m" + i, "", NOON.plusSeconds(60L * i));
    }
    List<ManagedField> entries = ManagedFields.stored(live).entries();
    assertThat(entries)
        .extracting(ManagedField::manager)
        .containsExactly(
            "ancient-changes", "m6", "m7", "m8", "m9", "m10", "m11", "m12", "m13", "m14");
    assertThat(Owners.of(live).get(0))
        .isEqualTo(
            "ancient-changes Update 12:05 "
                + "{'f:spec':{'.':{},'f:f0':{},'f:f1':{},'f:f2':{},'f:f3':{},'f:f4':{},'f:f5':{}}}");
  }

  @Test
  void update_nestedTooDeep_isRefused() {
    JsonObject deep = JsonObject.EMPTY;
    for (int i = 0; i < 100; i++) {
      deep = JsonObject.EMPTY.with("a", deep);
    }
    JsonObject sent = deep;
    ApiException refused = catchThrowableOfType(ApiException.class, () -> create(sent, "m"));
    assertThat(refused.code()).isEqualTo(422);
  }
}
