package dev.weft.server.resources.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.http.ApiException;
import dev.weft.server.resources.table.Representation.Encoding;
import dev.weft.server.resources.table.Representation.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|WHOLE|v1|JSON",
        "*/*|WHOLE|v1|JSON",
        "application/*|WHOLE|v1|JSON",
        "application/json|WHOLE|v1|JSON",
        "APPLICATION/JSON|WHOLE|v1|JSON",
        "application/yaml|WHOLE|v1|YAML",
        "text/yaml|WHOLE|v1|YAML",
        "text/html, application/yaml;q=0.5, application/json;q=0.4|WHOLE|v1|YAML",
        "application/yaml;q=0, application/json;q=0.1|WHOLE|v1|JSON",
        "*/*, application/yaml|WHOLE|v1|YAML",
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json|TABLE|v1|JSON",
        "application/json;as=Table;v=v1beta1;g=meta.k8s.io|TABLE|v1beta1|JSON",
        "application/json; as=\"Table\" ;v=v1;g=meta.k8s.io|TABLE|v1|JSON",
        "application/json;as=Table;v=v9;g=meta.k8s.io,application/json|WHOLE|v1|JSON",
        "application/json;as=Table;v=v1;g=other,application/yaml|WHOLE|v1|YAML",
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io|METADATA|v1|JSON",
        "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io|METADATA_LIST|v1|JSON",
        "application/vnd.kubernetes.protobuf,application/json|WHOLE|v1|JSON",
        "application/json;pretty=1|WHOLE|v1|JSON",
        "garbage, ;;=, application/json;q=0.50|WHOLE|v1|JSON",
      })
  void one_header_bestOffered(String header, Form form, String version, Encoding encoding) {
    assertThat(Accept.of(header).one()).isEqualTo(new Representation(form, version, encoding));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/vnd.kubernetes.protobuf",
        "application/json;q=0",
        "application/json;q=2",
        "application/json;as=Table;v=v9;g=meta.k8s.io",
        "application/json;stream=watch",
        "*/json",
        "json",
        ","
      })
  void one_nothingOffered_406WithWhatIs(String header) {
    assertThatThrownBy(() -> Accept.of(header).one())
        .isInstanceOfSatisfying(ApiException.class, it -> assertThat(it.code()).isEqualTo(406))
        .hasMessageContaining("application/yaml");
  }

  @Test
  void watch_yamlFirst_jsonAnyway() {
    assertThat(Accept.of("application/yaml, application/json;q=0.1").watch().encoding())
        .isEqualTo(Encoding.JSON);
    assertThat(Accept.of("application/json;stream=watch").watch().form()).isEqualTo(Form.WHOLE);
    assertThatThrownBy(() -> Accept.of("application/yaml").watch())
        .hasMessageContaining("application/json;stream=watch");
  }

  @Test
  void of_hugeHeader_isBounded() {
    assertThat(Accept.of("a/b,".repeat(100_000)).ranges()).hasSize(64);
    assertThatThrownBy(() -> Accept.of(";".repeat(100_000)).one()).isInstanceOf(ApiException.class);
  }
}
