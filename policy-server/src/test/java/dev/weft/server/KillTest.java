package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real server process is killed while it is written to: what it acknowledged must be there, and
 * nothing half-written. More rounds:
 *
 * <pre>mvn -pl policy-server -am test -Dtest=KillTest -Dweft.kill.rounds=100 \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class KillTest {
  private static final int WRITERS = 4;

  @TempDir Path temp;

  private static int rounds(TestStore store) {
    return Integer.getInteger("weft.kill.rounds", store == TestStore.EMBEDDED ? 4 : 3);
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void kill_whileWriting_losesNoAcknowledgedWrite(TestStore kind) throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    Path data = temp.resolve("data");
    TestStore.Place place = kind.fresh(temp);
    Map<String, WrittenPolicy> acknowledged = new HashMap<>();
    long newest = 0;
    int rounds = rounds(kind);
    for (int round = 0; round < rounds; round++) {
      try (ServerProcess server = ServerProcess.start(data, place.settings())) {
        newest = StoredPolicies.read(server.admin()).requireAll(acknowledged, newest);
        try (PolicyWriters writers = PolicyWriters.start(List.of(server), WRITERS, "r" + round)) {
          writers.awaitWrites(5 + random.nextInt(40));
          Thread.sleep(random.nextInt(15));
          server.kill();
          acknowledged.putAll(writers.stop());
        }
      }
    }
    try (ServerProcess server = ServerProcess.start(data, place.settings())) {
      long last = StoredPolicies.read(server.admin()).requireAll(acknowledged, newest);
      assertThat(last).isGreaterThanOrEqualTo(acknowledged.size());
      server.kill();
    }
    StoredState.requireWhole(place, temp);
    System.out.println(
        kind + ": " + rounds + " kills, " + acknowledged.size() + " names acknowledged, none lost");
  }
}
