package dev.weft.server.resources.apply;

import static dev.weft.server.resources.apply.Owners.LATER;
import static dev.weft.server.resources.apply.Owners.NOON;
import static dev.weft.server.resources.apply.Owners.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import org.junit.jupiter.api.Test;

class LastAppliedTest {
  private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  /** What client-side {@code kubectl apply} creates. */
  private static JsonObject appliedByClient(String spec) {
    return FieldManagement.update(
        null,
        annotated(resource(spec), JsonWriter.write(resource(spec)) + "\n"),
        "kubectl-client-side-apply",
        "",
        NOON);
  }

  private static JsonObject annotated(JsonObject resource, String text) {
    return resource.with(
        "metadata",
        resource
            .object("metadata")
            .with("annotations", JsonObject.EMPTY.with(ANNOTATION, JsonValue.of(text))));
  }

  private static ApiException refusal(JsonObject live, String spec, String manager) {
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () -> FieldManagement.apply(live, resource(spec), manager, Force.NO, LATER));
    assertThat(refused).as("refusal").isNotNull();
    return refused;
  }

  @Test
  void apply_afterClientSideApply_takesOverWithoutConflict() {
    JsonObject live = appliedByClient("{'a':1,'b':1}");
    JsonObject after =
        FieldManagement.apply(live, resource("{'a':2,'b':1}"), "kubectl", Force.NO, LATER);
    assertThat(after.object("spec")).isEqualTo(resource("{'a':2,'b':1}").object("spec"));
    assertThat(Owners.of(after).get(0))
        .isEqualTo("kubectl Apply 12:01 {'f:spec':{'f:a':{},'f:b':{}}}");
    assertThat(after.object("metadata").object("annotations").string(ANNOTATION))
        .isEqualTo(
            "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"K\",\"metadata\":{\"name\":\"x\"},"
                + "\"spec\":{\"a\":2,\"b\":1}}\n");
    JsonObject again =
        FieldManagement.apply(
            after, resource("{'b':1,'a':2}"), "kubectl", Force.NO, LATER.plusSeconds(60));
    assertThat(again).isSameAs(after);
  }

  @Test
  void apply_fieldChangedSinceClientSideApply_conflicts() {
    JsonObject live = appliedByClient("{'a':1,'b':1}");
    JsonObject edited =
        FieldManagement.update(
            live, live.with("spec", resource("{'a':7,'b':1}").object("spec")), "edit", "", NOON);
    assertThat(refusal(edited, "{'a':2,'b':2}", "kubectl"))
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"edit\" using weft.dev/v1: .spec.a");
  }

  @Test
  void apply_byAnyOtherManager_getsNoSuchFavour() {
    JsonObject live = appliedByClient("{'a':1}");
    assertThat(refusal(live, "{'a':2}", "helm").code()).isEqualTo(409);
    JsonObject after = FieldManagement.apply(live, resource("{'b':2}"), "helm", Force.NO, LATER);
    assertThat(after.object("metadata").object("annotations"))
        .isEqualTo(live.object("metadata").object("annotations"));
  }

  @Test
  void apply_annotationMakesNoSense_conflicts() {
    for (String text : new String[] {"{", "[]", "{}", "{\"apiVersion\":\"v9\",\"spec\":{}}"}) {
      JsonObject live =
          FieldManagement.update(null, annotated(resource("{'a':1}"), text), "curl", "", NOON);
      assertThat(refusal(live, "{'a':2}", "kubectl").code()).as(text).isEqualTo(409);
    }
  }
}
