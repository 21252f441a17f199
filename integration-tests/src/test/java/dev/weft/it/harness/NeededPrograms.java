package dev.weft.it.harness;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether tests run that are annotated with {@link NeedsPrograms}. */
final class NeededPrograms implements ExecutionCondition {
  private final InstalledPrograms installed;
  private final boolean required;

  NeededPrograms() {
    this(InstalledPrograms.ofThisMachine(), "required".equals(System.getenv("WEFT_TEST_PROGRAMS")));
  }

  NeededPrograms(InstalledPrograms installed, boolean required) {
    this.installed = installed;
    this.required = required;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getTestClass()
        .map(test -> test.getAnnotation(NeedsPrograms.class))
        .map(needed -> judge(List.of(needed.value())))
        .orElseGet(() -> ConditionEvaluationResult.enabled("no program is needed"));
  }

  /**
   * Whether tests that need these programs run.
   *
   * @throws IllegalStateException when one is missing that must not be
   */
  ConditionEvaluationResult judge(List<String> needed) {
    List<String> missing = needed.stream().filter(name -> installed.find(name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all programs are here");
    }
    String reason =
        "programs: %s not found (expected: on PATH)".formatted(String.join(", ", missing));
    if (required) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
