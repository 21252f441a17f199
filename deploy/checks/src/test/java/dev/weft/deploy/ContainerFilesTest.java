package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The container files, as far as they can be judged without an engine that builds them. */
class ContainerFilesTest {
  private static final String PINNED = "[a-z/-]+:\\d+[A-Za-z0-9._-]*\\.[A-Za-z0-9._-]+";

  @ParameterizedTest
  @ValueSource(strings = {"policy-server", "node-proxy", "agent"})
  void containerFile_ofAProgram_isOfSeveralStagesAndEndsAsNobody(String program) throws Exception {
    ContainerFile file = ContainerFile.read(program + ".Dockerfile");
    ContainerFile.Stage last = file.last();

    assertThat(file.stages()).hasSize(2).allMatch(it -> it.base().matches(PINNED));
    assertThat(last.base()).doesNotContain("jdk");
    assertThat(last.only("USER")).isEqualTo("10001:10001");
    assertThat(ContainerFile.exec(last.only("ENTRYPOINT")))
        .allSatisfy(it -> assertThat(it).doesNotContain("$"))
        .first()
        .asString()
        .startsWith("/");
    assertThat(last.only("LABEL").replaceAll(" +", " "))
        .contains("org.opencontainers.image.title=\"weft-" + program + "\"")
        .contains("org.opencontainers.image.version=\"" + version() + "\"")
        .contains("org.opencontainers.image.base.name=\"${BASE}\"");
    assertThat(last.only("ARG")).isEqualTo("BASE");
    assertThat(file.arguments()).containsEntry("BASE", last.base());
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy-server", "node-proxy", "agent"})
  void copies_betweenStages_areOfStagesThatAreThere(String program) throws Exception {
    ContainerFile file = ContainerFile.read(program + ".Dockerfile");
    Set<String> before = new HashSet<>();

    for (ContainerFile.Stage stage : file.stages()) {
      for (String copy : stage.all("COPY")) {
        if (copy.startsWith("--from=")) {
          assertThat(before).contains(copy.substring("--from=".length(), copy.indexOf(' ')));
        }
      }
      before.add(stage.name());
    }
    assertThat(file.sources()).hasSize(1);
    assertThat(Deploy.text("containers/" + program + ".Dockerfile.dockerignore").lines())
        .contains("**", "!" + file.sources().get(0))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"policy-server, 17", "node-proxy, 25"})
  void runtime_ofAProgram_isOfTheRightJdkAndRunsItsJar(String program, String jdk)
      throws Exception {
    ContainerFile file = ContainerFile.read(program + ".Dockerfile");
    String jar = "/opt/weft/weft-" + program + ".jar";

    assertThat(file.stages().get(0).base()).startsWith("eclipse-temurin:" + jdk + ".");
    assertThat(file.modules().split(",")).contains("java.base").doesNotHaveDuplicates();
    assertThat(ContainerFile.exec(file.last().only("ENTRYPOINT")))
        .containsExactly("/opt/java/bin/java", "-jar", jar);
    assertThat(file.last().all("COPY"))
        .startsWith(
            "--from=runtime /opt/runtime /opt/java",
            program + "/target/weft-" + program + ".jar " + jar);
  }

  /** The JDK's own folder is in there, and jlink refuses a folder that exists. */
  @ParameterizedTest
  @ValueSource(strings = {"policy-server", "node-proxy"})
  void runtime_ofAProgram_isLinkedBesideTheJdk(String program) throws Exception {
    List<String> jlink =
        ContainerFile.exec(ContainerFile.read(program + ".Dockerfile").stages().get(0).only("RUN"));

    assertThat(jlink.get(jlink.indexOf("--output") + 1)).isEqualTo("/opt/runtime");
  }

  @Test
  void nodeProxysImage_hasWhatCaptureNeeds() throws Exception {
    String run = ContainerFile.read("node-proxy.Dockerfile").last().only("RUN");

    assertThat(Stream.of(run.split(" +"))).contains("nftables", "iproute2");
  }

  @Test
  void chart_isOfTheVersionOfTheProgramsAndNamesTheirImages() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    assertThat(yaml.readTree(Deploy.text("helm/weft/Chart.yaml")).path("appVersion").asText())
        .isEqualTo(version());

    List<String> images =
        Chart.render(ValuesSets.DEFAULTS).pods().stream()
            .map(it -> it.container().getImage())
            .toList();

    assertThat(images)
        .containsExactlyInAnyOrder(
            "weft-policy-server:" + version(), "weft-node-proxy:" + version());
    assertThat(Chart.render(ValuesSets.EVERYTHING).pods())
        .extracting(it -> it.container().getImage())
        .contains("registry.example:5000/mesh/policy-server:1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a\nrun x",
        "FROM a b\n",
        "ARG A\nFROM a",
        "ARG A=a\nFROM ${B}",
        "ARG A=a\nFROM $A",
        "LABEL a=b\nFROM a",
        "FROM a\nADD x /",
        "FROM a\nRUN x \\",
        "RUN",
      })
  void parse_whatThisReaderDoesNotKnow_isRefused(String text) {
    assertThatThrownBy(() -> ContainerFile.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void exec_ofShellForm_isRefused() {
    assertThatThrownBy(() -> ContainerFile.exec("java -jar x.jar"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String version() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Deploy.checkout().resolve("pom.xml").toFile())
        .getDocumentElement()
        .getElementsByTagName("version")
        .item(0)
        .getTextContent();
  }
}
