package dev.weft.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.TestJson;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path temp;
  private Database database;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.open(temp);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void append(Instant at, AuditRecord record) {
    database.write(
        handle -> {
          AuditLog.append(handle, at, record);
          return 1;
        });
  }

  private void fill(int entries) {
    for (int i = 1; i <= entries; i++) {
      append(
          START.plusSeconds(i),
          AuditRecord.change(
              i % 2 == 0 ? "admin" : "token:ci",
              i % 3 == 0 ? "resource.delete" : "resource.update",
              "security.istio.io/AuthorizationPolicy shop/p" + i,
              (long) i,
              i + 1L));
    }
  }

  private AuditPage page(Map<String, String> parameters) {
    AuditQuery query = AuditParameters.read(name -> Optional.ofNullable(parameters.get(name)));
    return database.read(handle -> AuditLog.page(handle, query));
  }

  private Optional<AuditEntry> find(long seq) {
    return database.read(handle -> AuditLog.find(handle, seq));
  }

  private static List<Long> numbers(AuditPage page) {
    return page.entries().stream().map(AuditEntry::seq).toList();
  }

  @Test
  void page_everyFilter_narrows() {
    fill(12);

    assertThat(numbers(page(Map.of("actor", "admin")))).containsExactly(12L, 10L, 8L, 6L, 4L, 2L);
    assertThat(numbers(page(Map.of("actor", "admin", "action", "resource.delete"))))
        .containsExactly(12L, 6L);
    assertThat(numbers(page(Map.of("subject", "security.istio.io/AuthorizationPolicy shop/p1"))))
        .containsExactly(12L, 11L, 10L, 1L);
    assertThat(
            numbers(page(Map.of("since", "2026-05-01T10:00:03Z", "until", "2026-05-01T10:00:05Z"))))
        .containsExactly(4L, 3L);
    assertThat(numbers(page(Map.of("actor", "%")))).isEmpty();
    assertThat(numbers(page(Map.of("actor", "' OR '1'='1")))).isEmpty();
    assertThat(numbers(page(Map.of("subject", "%")))).isEmpty();
  }

  @Test
  void page_byPage_seesEachEntryOnceWhileTheLogGrows() {
    fill(10);
    List<Long> seen = new ArrayList<>();
    OptionalLong next = OptionalLong.empty();
    int pages = 0;
    do {
      Map<String, String> parameters =
          next.isPresent()
              ? Map.of("limit", "3", "continue", String.valueOf(next.getAsLong()))
              : Map.of("limit", "3");
      AuditPage page = page(parameters);
      seen.addAll(numbers(page));
      next = page.next();
      pages++;
      append(START.plusSeconds(100), AuditRecord.event("later", "x", "y", ""));
    } while (next.isPresent());

    assertThat(pages).isEqualTo(4);
    assertThat(seen).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void page_exactlyFull_hasNoNext() {
    fill(3);

    assertThat(page(Map.of("limit", "3")).next()).isEmpty();
    assertThat(page(Map.of("limit", "2")).next()).hasValue(2L);
  }

  @Test
  void list_page_isAListOfResources() {
    fill(2);

    JsonObject list = page(Map.of("limit", "1")).list();

    assertThat(list)
        .isEqualTo(
            TestJson.object(
                "{'apiVersion':'weft.dev/v1','kind':'AuditEventList','metadata':"
                    + "{'resourceVersion':'2','continue':'2'},'items':[{'apiVersion':'weft.dev/v1',"
                    + "'kind':'AuditEvent','metadata':{'name':'2','uid':'audit-2',"
                    + "'resourceVersion':'2','creationTimestamp':'2026-05-01T10:00:02Z'},'spec':"
                    + "{'at':'2026-05-01T10:00:02Z','actor':'admin','action':'resource.update',"
                    + "'subject':'security.istio.io/AuthorizationPolicy shop/p2',"
                    + "'fromRevision':'2','toRevision':'3'}}]}"));
  }

  @Test
  void find_number_isThatEntryOrNone() {
    fill(2);

    assertThat(find(2))
        .hasValueSatisfying(it -> assertThat(it.record().actor()).isEqualTo("admin"));
    assertThat(find(3)).isEmpty();
  }
}
