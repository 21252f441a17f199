package dev.weft.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The chart, rendered by Helm's own engine as {@code helm template} does. */
final class Chart {
  /** The folder of the chart. */
  static final Path FOLDER = Deploy.file("helm/weft");

  static final String NAMESPACE = "weft-system";

  private static final String KUBERNETES = "1.34.0";

  private Chart() {}

  /** The documents for {@code values}, YAML as in a file that people give with {@code -f}. */
  static Documents render(String values) throws IOException {
    return Documents.read(text(values));
  }

  /**
   * The text of them.
   *
   * @throws IllegalStateException when Helm refuses; the message is Helm's
   */
  static String text(String values) throws IOException {
    requireEngine();
    Path file = Files.createTempFile("weft-values", ".yaml");
    try {
      Files.writeString(file, values);
      TemplateCommand template = new Helm(FOLDER).template();
      return template
          .withName("weft")
          .withNamespace(NAMESPACE)
          .withKubeVersion(KUBERNETES)
          .withValuesFile(file)
          .call();
    } finally {
      Files.delete(file);
    }
  }

  /** What {@code helm lint --strict} says. */
  static LintResult lint() {
    requireEngine();
    return new Helm(FOLDER).lint().strict().call();
  }

  /** Skips the test where there is no library of Helm's engine. */
  private static void requireEngine() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    assumeTrue(
        system.equals("linux") && machine.equals("amd64"),
        "Helm's engine is here for linux-amd64 alone, and this is " + system + "-" + machine);
  }
}
