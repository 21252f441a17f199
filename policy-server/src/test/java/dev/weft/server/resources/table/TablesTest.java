package dev.weft.server.resources.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:10:00Z");

  private static JsonObject json(String text) throws Exception {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'));
  }

  private static String cells(KindInfo kind, String resource) throws Exception {
    JsonObject table = new Tables(kind, "v1", IncludeObject.NONE).of(json(resource), NOW);
    JsonObject row = (JsonObject) table.array("rows").values().get(0);
    return JsonWriter.write(row.array("cells"));
  }

  @Test
  void of_policy_istioColumnsAndMore() throws Exception {
    assertThat(
            cells(
                Kinds.AUTHORIZATION_POLICY,
                """
                {'metadata': {'name': 'a', 'creationTimestamp': '2030-01-01T00:00:00Z'},
                 'spec': {'action': 'DENY', 'rules': [{}, {}]},
                 'status': {'workloads': {'selected': 3, 'enforcing': 2}}}"""))
        .isEqualTo("[\"a\",\"DENY\",2,\"2/3\",\"10m\"]");
    assertThat(cells(Kinds.PEER_AUTHENTICATION, "{'metadata': {'name': 'a'}, 'spec': {}}"))
        .isEqualTo("[\"a\",null,null,\"<unknown>\"]");
    assertThat(cells(Kinds.AUTHORIZATION_POLICY, "{'metadata': {'name': 'a'}}"))
        .startsWith("[\"a\",\"ALLOW\",0,");
  }

  @Test
  void of_workload_saysWhatIsNotSo() throws Exception {
    assertThat(
            cells(
                Kinds.WORKLOAD,
                """
                {'metadata': {'name': 'w', 'creationTimestamp': '2030-01-01T00:09:00Z'},
                 'spec': {'spiffeId': 'spiffe://weft.local/ns/a/sa/b', 'host': 'h',
                          'listeners': [{'address': '10.0.0.1', 'port': 80},
                                        {'address': '::1', 'port': 81}, {'address': '::', 'port': 82},
                                        {'address': '10.0.0.2', 'port': 83}]},
                 'status': {'revision': 8, 'applied': 7, 'unprotected': [{'what': 'x'}]}}"""))
        .isEqualTo(
            "[\"w\",\"spiffe://weft.local/ns/a/sa/b\",\"10.0.0.1:80,[::1]:81,[::]:82 + 1 more\","
                + "\"No\",\"No (1)\",\"h\",7,0,\"60s\"]");
  }

  @Test
  void of_token_timeLeft() throws Exception {
    String token =
        "{'metadata': {'name': 't'}, 'spec': {'serviceAccount': 'orders'},"
            + " 'status': {'usesLeft': 1, 'expires': '%s'}}";

    assertThat(cells(Kinds.JOIN_TOKEN, token.formatted("2030-01-01T01:10:00Z")))
        .isEqualTo("[\"t\",\"orders\",1,\"60m\",\"<unknown>\"]");
    assertThat(cells(Kinds.JOIN_TOKEN, token.formatted("2030-01-01T00:10:00Z")))
        .contains("\"expired\"");
    assertThat(cells(Kinds.JOIN_TOKEN, token.formatted("soon"))).contains("\"<unknown>\"");
  }

  @Test
  void of_list_rowsAndMetadata() throws Exception {
    JsonObject list =
        json(
            """
            {'metadata': {'resourceVersion': '9', 'continue': 'c', 'remainingItemCount': 5},
             'items': [{'kind': 'PeerAuthentication', 'metadata': {'name': 'a', 'uid': 'u'}},
                       {'metadata': {'name': 'b'}}]}""");

    JsonObject table =
        new Tables(Kinds.PEER_AUTHENTICATION, "v1", IncludeObject.METADATA).of(list, NOW);

    assertThat(table.string("apiVersion")).isEqualTo("meta.k8s.io/v1");
    assertThat(table.object("metadata")).isEqualTo(list.object("metadata"));
    assertThat(table.array("columnDefinitions").values()).hasSize(4);
    assertThat(table.array("rows").values()).hasSize(2);
    JsonObject row = (JsonObject) table.array("rows").values().get(0);
    assertThat(row.object("object"))
        .isEqualTo(
            json(
                """
                {'kind': 'PartialObjectMetadata', 'apiVersion': 'meta.k8s.io/v1',
                 'metadata': {'name': 'a', 'uid': 'u'}}"""));
  }

  @Test
  void of_includeObject_none_metadata_object() throws Exception {
    JsonObject resource = json("{'kind': 'X', 'metadata': {'name': 'a'}, 'spec': {}}");
    for (IncludeObject include : IncludeObject.values()) {
      JsonObject table =
          new Tables(Kinds.PEER_AUTHENTICATION, "v1", include)
              .of(resource, NOW, Tables.Headings.LEFT_OUT);
      JsonValue object = ((JsonObject) table.array("rows").values().get(0)).get("object");
      switch (include) {
        case NONE -> assertThat(object).isEqualTo(JsonNull.NULL);
        case METADATA -> assertThat(object).isEqualTo(PartialMetadata.of(resource, "v1"));
        case OBJECT -> assertThat(object).isEqualTo(resource);
      }
      assertThat(table.array("columnDefinitions").values()).isEmpty();
    }
  }

  @Test
  void of_everyKind_cellsFitTheirColumns() throws Exception {
    for (KindInfo kind : Kinds.ALL) {
      JsonObject table =
          new Tables(kind, "v1", IncludeObject.NONE).of(json("{'metadata': {'name': 'a'}}"), NOW);
      JsonObject row = (JsonObject) table.array("rows").values().get(0);
      List<JsonValue> columns = table.array("columnDefinitions").values();

      assertThat(row.array("cells").values()).as(kind.kind()).hasSameSizeAs(columns);
      for (JsonValue column : columns) {
        assertThat(((JsonObject) column).get("description")).isInstanceOf(JsonString.class);
      }
    }
  }

  @Test
  void includeObject_unknown_400() {
    assertThat(IncludeObject.of(Optional.empty())).isEqualTo(IncludeObject.METADATA);
    assertThat(IncludeObject.of(Optional.of("None"))).isEqualTo(IncludeObject.NONE);
    assertThatThrownBy(() -> IncludeObject.of(Optional.of("none")))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(400));
  }

  @Test
  void answers_forms_asAskedFor() throws Exception {
    JsonObject one = json("{'kind': 'PeerAuthentication', 'metadata': {'name': 'a'}, 'spec': {}}");
    JsonObject list = JsonObject.builder().put("items", new JsonArray(List.of(one))).build();
    JsonObject status = json("{'kind': 'Status', 'code': 410}");

    assertThat(answers("").of(one, NOW)).isEqualTo(one);
    assertThat(answers("Table").of(one, NOW).string("kind")).isEqualTo("Table");
    assertThat(answers("Table").of(status, NOW)).isEqualTo(status);
    assertThat(answers("PartialObjectMetadata").of(one, NOW).get("spec")).isNull();
    assertThat(answers("PartialObjectMetadataList").of(list, NOW).array("items").values())
        .containsExactly(PartialMetadata.of(one, "v1"));
    assertThatThrownBy(() -> answers("PartialObjectMetadata").of(list, NOW))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(406));
    assertThatThrownBy(() -> answers("PartialObjectMetadataList").of(one, NOW))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(406));
  }

  private static Answers answers(String as) {
    String header = as.isEmpty() ? "" : "application/json;as=" + as + ";v=v1;g=meta.k8s.io";
    return new Answers(Kinds.PEER_AUTHENTICATION, Accept.of(header).one(), IncludeObject.METADATA);
  }
}
