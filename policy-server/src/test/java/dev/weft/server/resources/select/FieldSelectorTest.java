package dev.weft.server.resources.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.Kinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectorTest {
  private static JsonObject policy(String spec) throws Exception {
    return (JsonObject)
        JsonReader.read(
            "{\"metadata\": {\"name\": \"a\", \"namespace\": \"back\"}, \"spec\": " + spec + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';true",
        ",;true",
        "metadata.name=a;true",
        "metadata.name==a;true",
        "metadata.name!=a;false",
        "metadata.name=b;false",
        "metadata.name=;false",
        "metadata.namespace=back,metadata.name=a;true",
        "metadata.namespace=back,metadata.name=b;false",
        "spec.action=DENY;true",
        "spec.action!=DENY;false",
        "metadata.name!=a\\,b\\=c\\\\;true",
      })
  void test_selector_asKubernetes(String selector, boolean expected) throws Exception {
    FieldSelector parsed = FieldSelector.parse(selector, Kinds.AUTHORIZATION_POLICY);

    assertThat(parsed.test(policy("{\"action\": \"DENY\"}"))).isEqualTo(expected);
  }

  @Test
  void test_fieldLeftOut_countsAsItsDefault() throws Exception {
    assertThat(
            FieldSelector.parse("spec.action=ALLOW", Kinds.AUTHORIZATION_POLICY).test(policy("{}")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "spec.rules=a",
        "metadata.uid=a",
        "=a",
        "metadata.name=a=b",
        "metadata.name=\\",
        "metadata.name=\\a",
        "metadata.name =a",
        "status=a",
        "spec.action>a"
      })
  void parse_malformedOrUnknown_400(String selector) {
    assertThatThrownBy(() -> FieldSelector.parse(selector, Kinds.AUTHORIZATION_POLICY))
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(400))
        .hasMessageStartingWith("fieldSelector: ");
  }

  @Test
  void parse_namespaceOfClusterKind_400() {
    assertThatThrownBy(() -> FieldSelector.parse("metadata.namespace=a", Kinds.API_TOKEN))
        .hasMessageContaining("metadata.name, spec.role");
  }

  @Test
  void name_exact_isTold() {
    FieldSelector selector =
        FieldSelector.parse("metadata.name=a,metadata.namespace!=b", Kinds.WORKLOAD);

    assertThat(selector.name()).contains("a");
    assertThat(selector.namespace()).isEmpty();
  }
}
