package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The plain manifests are what the chart renders with its defaults. After a change of the chart
 * they are written anew by the command that stands in them.
 */
class PlainManifestsTest {
  private static final Path FILE = Deploy.file("kubernetes/weft.yaml");

  private static final String HEAD =
      """
      # What the chart deploy/helm/weft renders with its default values, for clusters where there is no Helm.
      # Written by this command; a test compares the two:
      #   mvn -pl deploy/checks -am test -Dtest=PlainManifestsTest -Dsurefire.failIfNoSpecifiedTests=false -Dweft.manifests.write=true
      """;

  @Test
  void plainManifests_areWhatTheChartRenders() throws Exception {
    String rendered = HEAD + Chart.text(ValuesSets.DEFAULTS);
    if (Boolean.getBoolean("weft.manifests.write")) {
      Files.writeString(FILE, rendered);
    }

    assertThat(Files.readString(FILE)).isEqualTo(rendered);
  }

  @Test
  void folderOfPlainManifests_holdsTheNamespaceAndThem() throws Exception {
    try (Stream<Path> files = Files.list(Deploy.file("kubernetes"))) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("namespace.yaml", "weft.yaml");
    }
    Documents documents = Documents.read(Deploy.text("kubernetes/namespace.yaml"));

    assertThat(documents.all()).hasSize(1);
    assertThat(documents.find(Namespace.class, Chart.NAMESPACE).orElseThrow().getMetadata())
        .satisfies(
            it ->
                assertThat(it.getLabels())
                    .as("the node proxy's network and capabilities")
                    .containsEntry("pod-security.kubernetes.io/enforce", "privileged"));
  }
}
