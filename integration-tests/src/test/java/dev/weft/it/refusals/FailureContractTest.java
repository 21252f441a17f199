package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each row of the failure contract's first table has a case in this package, or a test elsewhere. A
 * row that is added or changed is seen here, and so is one whose test is gone.
 */
class FailureContractTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Those that tests of their own in this package are about. */
  private static final Set<Row> OTHERS =
      Set.of(
          Row.NO_CONFIG,
          Row.OWN_SVID,
          Row.SERVER_AWAY,
          Row.BECOMES_STRICT,
          Row.DENIED,
          Row.LEASE_UNANSWERED,
          Row.LEASE_REFUSED);

  /** Rows that no test is named for. None is to be added. */
  private static final Set<String> WITHOUT =
      Set.of(
          "a peer that has not heard of a detach after 2 s",
          "the cluster's API server away",
          "node proxy starts while the policy server, which says what pods there are, is away",
          "token file missing later, when the SVID has run out",
          "policy server answers, but not the question who is at an unknown address",
          "fault in Weft's own code while a request is judged",
          "fault in Weft's own code on a connection");

  @Test
  void rows_eachOne_isHeldByATest() throws IOException {
    Map<String, String> elsewhere = ElsewhereTested.byRow();
    Set<String> held = new TreeSet<>(elsewhere.keySet());
    Stream.of(Row.values()).map(Row::fault).forEach(held::add);
    held.addAll(WITHOUT);
    List<String> rows = rows();

    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(rows.stream().filter(row -> held.stream().noneMatch(row::startsWith)))
        .as("rows that no test is named for")
        .isEmpty();
    assertThat(held.stream().filter(begin -> rows.stream().noneMatch(row -> row.startsWith(begin))))
        .as("rows that are not in the document")
        .isEmpty();
  }

  @Test
  void tests_eachNamedOne_isThere() throws IOException {
    Set<String> named = new TreeSet<>(ElsewhereTested.byRow().values());
    Set<String> sources = sources();

    assertThat(named.stream().filter(name -> !sources.contains(name + ".java"))).isEmpty();
  }

  @Test
  void cases_eachRowOfThisPackage_hasOne() {
    Set<Row> met =
        Stream.concat(
                Stream.concat(
                    Stream.of(Stranger.values()).map(Stranger::row),
                    Stream.of(Impostor.values()).map(Impostor::row)),
                OTHERS.stream())
            .collect(Collectors.toSet());

    assertThat(met).containsExactlyInAnyOrder(Row.values());
  }

  private static List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    boolean ofAgents = true;
    for (String line : Files.readAllLines(ROOT.resolve("docs/failure-contract.md"))) {
      ofAgents &= !line.startsWith("The node proxy keeps");
      if (ofAgents && line.startsWith("| ") && !line.startsWith("| fault |")) {
        rows.add(line.substring(2));
      }
    }
    return rows;
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 16)) {
      return files
          .filter(path -> path.toString().contains("/src/test/java/"))
          .map(path -> String.valueOf(path.getFileName()))
          .collect(Collectors.toSet());
    }
  }
}
