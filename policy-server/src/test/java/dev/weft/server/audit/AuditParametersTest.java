package dev.weft.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.http.ApiException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditParametersTest {
  private static AuditQuery read(Map<String, String> parameters) {
    return AuditParameters.read(name -> Optional.ofNullable(parameters.get(name)));
  }

  @Test
  void read_nothing_asksForTheNewest() {
    assertThat(read(Map.of("limit", "", "labelSelector", ""))).isEqualTo(AuditQuery.NEWEST);
  }

  @Test
  void read_everyParameter_isTaken() {
    assertThat(
            read(
                Map.of(
                    "actor", "admin",
                    "action", "resource.update",
                    "subject", "security.istio.io/",
                    "since", "2026-05-01T12:00:00+02:00",
                    "until", "2026-05-02T00:00:00Z",
                    "continue", "17",
                    "limit", "5")))
        .isEqualTo(
            new AuditQuery(
                Optional.of("admin"),
                Optional.of("resource.update"),
                Optional.of("security.istio.io/"),
                Optional.of(Instant.parse("2026-05-01T10:00:00Z")),
                Optional.of(Instant.parse("2026-05-02T00:00:00Z")),
                OptionalLong.of(17),
                5));
  }

  @Test
  void read_fieldSelector_isTheSameQuestion() {
    assertThat(read(Map.of("fieldSelector", "spec.actor=admin,spec.action==svid.issue")))
        .isEqualTo(read(Map.of("actor", "admin", "action", "svid.issue")));
  }

  @Test
  void read_enormousLimit_isCutToTheMost() {
    assertThat(read(Map.of("limit", "999999999")).limit()).isEqualTo(AuditQuery.MOST);
  }

  @ParameterizedTest
  @CsvSource({
    "since,yesterday",
    "until,2026-05-01",
    "limit,-1",
    "limit,many",
    "limit,9999999999",
    "continue,abc",
    "continue,-1",
    "fieldSelector,metadata.namespace=x",
    "fieldSelector,spec.actor!=admin",
    "fieldSelector,spec.actor",
    "fieldSelector,'spec.actor=a,spec.actor=b'",
    "fieldSelector,'spec.actor=a,'"
  })
  void read_malformed_is400(String name, String value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
  }
}
