package dev.weft.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonObject;
import dev.weft.server.ca.CaTransfer;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.EmbeddedSource;
import dev.weft.server.store.HistoryEntry;
import dev.weft.server.store.Plan;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.StoreException;
import dev.weft.server.store.StoreSource;
import dev.weft.server.store.TestPostgres;
import dev.weft.server.store.Write;
import dev.weft.server.store.postgres.PostgresDatabase;
import dev.weft.server.store.postgres.PostgresLogin;
import dev.weft.server.store.postgres.PostgresSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final ResourceKey KEY = new ResourceKey("g", "Kind", "shop", "a");

  @TempDir Path temp;
  private Path folder;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    folder = temp.resolve("data");
    PrivateFiles.createFolder(folder);
    file = temp.resolve("weft.backup");
  }

  private static ResourceStore store(Database database) {
    return new ResourceStore(database, InstantSource.system(), new Retention(50, 100, Set.of()));
  }

  private static void put(ResourceStore store, String name, String value) {
    ResourceKey key = new ResourceKey("g", "Kind", "shop", name);
    JsonObject body =
        JsonObject.builder()
            .put("metadata", JsonObject.builder().put("name", name).build())
            .put("value", value)
            .build();
    Resource draft =
        new Resource(key, "uid-" + name, 0, 0, 1, NOW, Optional.of("hash of " + name), body);
    assertThat(store.change("alice", now -> Plan.of(new Write.Put(draft)))).hasSize(1);
  }

  private void fillEmbedded() {
    try (Database database = EmbeddedDatabase.open(folder)) {
      ResourceStore store = store(database);
      put(store, "a", "one");
      put(store, "a", "two \u0000 \uD83D\uDE00");
      put(store, "b", "three");
      assertThat(
              store.change(
                  "bob",
                  now -> Plan.of(new Write.Delete(new ResourceKey("g", "Kind", "shop", "b")))))
          .hasSize(1);
    }
  }

  private Map<String, Long> backUp(StoreSource source) throws BackupException {
    return Backup.write(source, Optional.empty(), file, NOW);
  }

  private static List<String> audit(Database database) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT seq || actor || action || subject FROM audit ORDER BY seq")
                .mapTo(String.class)
                .list());
  }

  private static void assertSame(Database restored, Database original) {
    ResourceStore here = store(restored);
    ResourceStore there = store(original);
    assertThat(here.snapshot().get(KEY))
        .usingRecursiveComparison()
        .isEqualTo(there.snapshot().get(KEY));
    List<HistoryEntry> history = there.history(KEY);
    assertThat(history).hasSize(2);
    assertThat(here.history(KEY)).usingRecursiveFieldByFieldElementComparator().isEqualTo(history);
    assertThat(audit(restored)).isEqualTo(audit(original)).hasSize(4);
  }

  @Test
  void restore_fromEmbeddedToPostgresAndBack_isTheSameAndRevisionsGoOn() throws Exception {
    fillEmbedded();
    Map<String, Long> counts = backUp(new EmbeddedSource(folder));
    assertThat(counts)
        .containsEntry("resource", 1L)
        .containsEntry("resource_change", 4L)
        .containsEntry("audit", 4L);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    PostgresLogin login = TestPostgres.fresh();
    Path back = temp.resolve("back");
    PrivateFiles.createFolder(back);
    try (Database original = EmbeddedDatabase.open(folder);
        Database shared = PostgresDatabase.open(login);
        Database embedded = EmbeddedDatabase.open(back)) {
      new Restore(file).into(shared, Restore.SealedRows.TAKE);
      assertSame(shared, original);
      backUp(new PostgresSource(login));
      new Restore(file).into(embedded, Restore.SealedRows.LEAVE);
      assertSame(embedded, original);

      ResourceStore store = store(embedded);
      assertThat(store.snapshot().revision()).isEqualTo(4 + 2 * Restore.REVISION_GAP);
      put(store, "c", "after");
      assertThat(store.snapshot().revision()).isEqualTo(5 + 2 * Restore.REVISION_GAP);
      assertThat(audit(embedded)).hasSize(5);
      assertThat(store.changesAfter("g", "Kind", 4)).isEmpty();
    }
  }

  @Test
  void restore_intoRunningNewServer_isTakenIn() throws Exception {
    fillEmbedded();
    backUp(new EmbeddedSource(folder));
    try (Database shared = PostgresDatabase.open(TestPostgres.fresh())) {
      ResourceStore running = store(shared);

      new Restore(file).into(shared, Restore.SealedRows.TAKE);
      running.catchUp();

      assertThat(running.snapshot().get(KEY)).isNotNull();
    }
  }

  private static long count(Map<String, Long> counts, String table) {
    return Optional.ofNullable(counts.get(table)).orElse(0L);
  }

  @Test
  void backUp_whileAServerWrites_isOfOneMoment() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (Database database = EmbeddedDatabase.open(folder)) {
      ResourceStore store = store(database);
      put(store, "a", "0");
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; !stop.get() && i < 20_000; i++) {
                  put(store, "a", "" + i);
                  put(store, "n" + i, "" + i);
                }
              });
      writer.start();
      try {
        for (int i = 0; i < 5; i++) {
          long before = store.snapshot().revision();
          Map<String, Long> counts = backUp(new EmbeddedSource(folder));
          assertThat(count(counts, "resource_change")).isGreaterThanOrEqualTo(before);
          assertThat(count(counts, "audit")).isEqualTo(count(counts, "resource_change"));
          Path restored = temp.resolve("restored" + i);
          PrivateFiles.createFolder(restored);
          try (Database copy = EmbeddedDatabase.open(restored)) {
            new Restore(file).into(copy, Restore.SealedRows.LEAVE);
            assertThat(store(copy).snapshot().revision())
                .isEqualTo(count(counts, "resource_change") + Restore.REVISION_GAP);
          }
        }
      } finally {
        stop.set(true);
        writer.join();
      }
    }
  }

  @Test
  void restore_storeInUse_isRefused() throws Exception {
    fillEmbedded();
    backUp(new EmbeddedSource(folder));
    try (Database database = EmbeddedDatabase.open(folder)) {
      assertThatThrownBy(() -> new Restore(file).into(database, Restore.SealedRows.LEAVE))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("the store holds something already: revision 4");
      assertThat(store(database).snapshot().revision()).isEqualTo(4);
    }
  }

  @Test
  void restore_damagedAnywhere_isRefusedWhole() throws Exception {
    fillEmbedded();
    backUp(new EmbeddedSource(folder));
    byte[] whole = Files.readAllBytes(file);
    Path target = temp.resolve("target");
    PrivateFiles.createFolder(target);
    Random random = new Random(7);
    try (Database database = EmbeddedDatabase.open(target)) {
      for (int length = 0; length < whole.length; length += 37) {
        assertRefused(database, Arrays.copyOf(whole, length));
      }
      for (int i = 0; i < 40; i++) {
        byte[] changed = whole.clone();
        // Behind the ten bytes of the header, some of which mean nothing.
        changed[10 + random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(8));
        if (!unzipped(whole).equals(unzippedOrNothing(changed))) {
          assertRefused(database, changed);
        }
      }
      for (String[] change :
          new String[][] {
            {"alice", "mallo"},
            {"\"resource\":1", "\"resource\":2"},
            {"\"version\":1", "\"version\":2"}
          }) {
        assertRefused(database, zipped(unzipped(whole).replace(change[0], change[1])));
      }
      List<String> lines = unzipped(whole).lines().toList();
      for (int without = 0; without < lines.size(); without++) {
        int gone = without;
        String rest =
            String.join(
                "",
                Stream.iterate(0, it -> it + 1)
                    .limit(lines.size())
                    .filter(it -> it != gone)
                    .map(it -> lines.get(it) + "\n")
                    .toList());
        assertRefused(database, zipped(rest));
      }
      assertThat(store(database).snapshot().revision()).isZero();
      assertThat(audit(database)).isEmpty();
    }
  }

  private void assertRefused(Database database, byte[] content) throws IOException {
    Files.write(file, content);
    assertThatThrownBy(() -> new Restore(file).check()).isInstanceOf(BackupException.class);
    assertThatThrownBy(() -> new Restore(file).into(database, Restore.SealedRows.LEAVE))
        .isInstanceOf(BackupException.class);
  }

  /** Some bits of a gzip file mean nothing. */
  private static String unzippedOrNothing(byte[] content) {
    try {
      return unzipped(content);
    } catch (IOException e) {
      return "";
    }
  }

  private static String unzipped(byte[] content) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] zipped(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void backUp_noStore_isRefusedAndMakesNothing() throws Exception {
    assertThatThrownBy(() -> backUp(new EmbeddedSource(temp.resolve("nowhere"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> backUp(new PostgresSource(TestPostgres.empty())))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no store of this version");
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void backUp_withTheCa_carriesItOver() throws Exception {
    fillEmbedded();
    CertificateAuthority ca =
        CertificateAuthority.open(folder, Optional.empty(), "weft.local", InstantSource.system());
    Map<String, Long> counts =
        Backup.write(new EmbeddedSource(folder), Optional.of(CaTransfer.folder(folder)), file, NOW);
    assertThat(counts).containsEntry("ca", 5L);

    Restore.Contents contents = new Restore(file).check();
    CaTransfer.write(temp.resolve("ca"), contents.caFiles(), Instant.now());

    CertificateAuthority carried =
        CertificateAuthority.open(temp, Optional.empty(), "weft.local", InstantSource.system());
    assertThat(carried.bundle()).isEqualTo(ca.bundle());
    assertThat(contents.toString()).doesNotContain("PRIVATE KEY");
  }
}
