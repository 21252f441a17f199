package dev.weft.it.containers;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Decides whether tests run that are annotated with {@link NeedsContainerEngine}. */
final class NeededEngine implements ExecutionCondition {
  private final String system;
  private final BooleanSupplier answers;
  private final boolean required;

  NeededEngine() {
    this(
        System.getProperty("os.name", ""),
        () -> DockerClientFactory.instance().isDockerAvailable(),
        "required".equals(System.getenv("WEFT_TEST_PROGRAMS")));
  }

  NeededEngine(String system, BooleanSupplier answers, boolean required) {
    this.system = system;
    this.answers = answers;
    this.required = required;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return judge();
  }

  /**
   * Whether tests that need an engine run.
   *
   * @throws IllegalStateException when there is none and must be
   */
  ConditionEvaluationResult judge() {
    String reason;
    // The images' bases are made of this machine's programs.
    if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
      reason = "system: %s (expected: Linux)".formatted(system);
    } else if (!answers.getAsBoolean()) {
      reason = "Docker engine: none answers (expected: at DOCKER_HOST or /var/run/docker.sock)";
    } else {
      return ConditionEvaluationResult.enabled("a Docker engine is here");
    }
    if (required) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
