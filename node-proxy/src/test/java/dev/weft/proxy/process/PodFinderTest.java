package dev.weft.proxy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.process.PodFinder.Found;
import dev.weft.proxy.process.PodFinder.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodFinderTest {
  private static final long PROXY = 2;

  @TempDir private Path folder;
  private FakeProc proc;
  private PodFinder finder;

  @BeforeEach
  void open() throws IOException {
    proc = new FakeProc(folder);
    finder = PodFinder.open(proc.table(), PROXY);
  }

  private NamespaceId found(String uid) throws IOException {
    try (Found found = finder.find(uid, proc)) {
      return Objects.requireNonNull(NamespaceId.at(found.held().path()));
    }
  }

  @Test
  void find_podWithProcesses_isWhereItsOldestIs() throws IOException {
    proc.process(30, 500, FakeProc.cgroup("web"), "made-inside");
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    proc.process(50, 100, FakeProc.cgroup("books"), "books");

    assertThat(found("web")).isEqualTo(proc.namespace("web"));
    assertThat(found("books")).isEqualTo(proc.namespace("books"));
    assertThat(proc.held).as("nothing stays open").isEmpty();
  }

  @Test
  void find_podWithAProcessOfItsRuntimeInTheNodesNetwork_isWhereTheOthersAre() throws IOException {
    proc.process(30, 100, FakeProc.cgroup("web"), "node");
    proc.process(40, 300, FakeProc.cgroup("web"), "web");

    assertThat(found("web")).isEqualTo(proc.namespace("web"));
  }

  @Test
  void find_podInTheNodesNetwork_isRefused() throws IOException {
    proc.process(30, 100, FakeProc.cgroup("web"), "node");

    assertThatThrownBy(() -> found("web")).hasMessageContaining("in the node's own network");
    assertThat(proc.held).isEmpty();
  }

  @Test
  void find_processesThatOnlyPretend_areNobodys() throws IOException {
    proc.process(30, 100, "0::/user.slice/kubepods/burstable/podweb/c1", "liar");
    proc.process(31, 100, "0::/kubepods/podother/c/kubepods/burstable/podweb/c1", "liar");
    proc.process(
        32, 100, "0::/", "liar", "a) S 0::/kubepods/burstable/podweb/c1\n0::/kubepods/podweb (b");
    proc.process(33, 100, "0::/../kubepods/podweb/c1", "liar");

    assertThatThrownBy(() -> found("web")).hasMessageContaining("no process on this node");
    assertThat(found("other")).isEqualTo(proc.namespace("liar"));
  }

  @Test
  void find_processWithBracketsInItsName_isKnownByItsStart() throws IOException {
    proc.process(30, 900, FakeProc.cgroup("web"), "late", "x) S 1 1 1");
    proc.process(40, 300, FakeProc.cgroup("web"), "web", "((a b) S 9");

    assertThat(found("web")).isEqualTo(proc.namespace("web"));
  }

  @Test
  void find_numberGivenToAnotherWhileItOpens_isNotTaken() throws IOException {
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    proc.opened =
        () -> {
          try {
            proc.end(40);
            proc.process(40, 301, FakeProc.cgroup("web"), "web");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertThatThrownBy(() -> found("web")).isInstanceOf(IOException.class);
    assertThat(proc.held).isEmpty();
  }

  @Test
  void find_processThatIsMovedWhileItOpens_isNotTaken() throws IOException {
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    proc.opened =
        () -> {
          try {
            proc.process(40, 300, FakeProc.cgroup("books"), "web");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertThatThrownBy(() -> found("web")).isInstanceOf(IOException.class);
    assertThat(proc.held).isEmpty();
  }

  @Test
  void find_oldestHasEnded_isWhereTheNextIs() throws IOException {
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    proc.process(41, 400, FakeProc.cgroup("web"), "next");
    assertThat(found("web")).isEqualTo(proc.namespace("web"));
    proc.end(40);

    assertThat(found("web")).isEqualTo(proc.namespace("next"));
  }

  @Test
  void find_podThatIsNotThere_isLookedForEverMoreRarely() throws IOException {
    int before = proc.looks;
    for (int i = 0; i < 120; i++) {
      finder.tick();
      assertThatThrownBy(() -> found("web")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> found("books")).isInstanceOf(IOException.class);
    }
    assertThat(proc.looks - before).isBetween(28, 34);

    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    finder.changed();
    assertThat(found("web")).isEqualTo(proc.namespace("web"));
  }

  @Test
  void find_podThatComesLater_isFoundWithinTheLongestPause() throws IOException {
    for (int i = 0; i < 50; i++) {
      finder.tick();
      assertThatThrownBy(() -> found("web")).isInstanceOf(IOException.class);
    }
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    NamespaceId there = null;
    for (int i = 0; i < 4 && there == null; i++) {
      finder.tick();
      try {
        there = found("web");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("no process");
      }
    }

    assertThat(there).isEqualTo(proc.namespace("web"));
  }

  @Test
  void witness_whileItLives_needsNoReading() throws IOException {
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    Witness first;
    try (Found found = finder.find("web", proc)) {
      first = found.witness();
    }
    int before = proc.looks;

    assertThat(finder.witness("web", first, proc.namespace("web"))).isSameAs(first);
    assertThat(proc.looks).isEqualTo(before);
  }

  @Test
  void witness_thatHasEnded_isAnotherInTheSameNamespaceOrNone() throws IOException {
    proc.process(40, 300, FakeProc.cgroup("web"), "web");
    Witness first;
    try (Found found = finder.find("web", proc)) {
      first = found.witness();
    }
    proc.end(40);
    proc.process(41, 400, FakeProc.cgroup("web"), "web");
    proc.process(40, 400, FakeProc.cgroup("books"), "web");
    finder.tick();

    Witness second = finder.witness("web", first, proc.namespace("web"));
    assertThat(second).isNotNull().isNotSameAs(first);

    proc.end(41);
    proc.process(42, 500, FakeProc.cgroup("web"), "re-made");
    finder.tick();
    assertThat(finder.witness("web", second, proc.namespace("web"))).isNull();
    assertThat(found("web")).isEqualTo(proc.namespace("re-made"));
  }

  @Test
  void witnesses_thatHaveAllEnded_areLookedForOnceInALook() throws IOException {
    finder.tick();
    int before = proc.looks;
    for (int i = 0; i < 20; i++) {
      assertThat(finder.witness("gone-" + i, null, proc.namespace("node"))).isNull();
    }

    assertThat(proc.looks - before).isEqualTo(1);
  }

  @Test
  void open_whereTheProxyIsInNoPod_isRefused() throws IOException {
    proc.process(PROXY, 1, "0::/", "node");

    assertThatThrownBy(() -> PodFinder.open(proc.table(), PROXY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the proxy's own cgroups: 0::/ (expected: those of a pod");
  }

  @Test
  void open_withoutTheNodesFirstProcess_isRefused() throws IOException {
    proc.end(1);

    assertThatThrownBy(() -> PodFinder.open(proc.table(), PROXY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hostPID");
  }

  @Test
  void find_moreProcessesThanAreRemembered_keepsTheOldest() throws IOException {
    for (int i = 0; i < 150; i++) {
      proc.process(1000 - i, 1000 - i, FakeProc.cgroup("web"), i == 149 ? "web" : "late");
    }

    assertThat(found("web")).isEqualTo(proc.namespace("web"));
    assertThat(proc.table().byPod().get("web")).hasSize(100);
  }
}
