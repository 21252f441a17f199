package dev.weft.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The steps with the shell script that reports.
 *
 * @param report runs it to its end
 */
record ReportSteps(Console console, PolicyServerClient admin, Report report) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The script. */
  @FunctionalInterface
  interface Report {
    /** Runs it, and returns how it ended. */
    Ended run() throws IOException;
  }

  /** It has its report, as soon as everybody knows of everybody. */
  void allowed() throws IOException, StepFailedException {
    Ended ended = await(0);
    console.passed("stock-report has its report");
    console.detail(ended.output());
  }

  /** It is denied by a policy, says by which, and is allowed again without it. */
  void deniedAndAllowedAgain() throws IOException, StepFailedException {
    admin.create(Policies.AUTHORIZATION_POLICIES, Policies.DENY_REPORT);
    String denied = await(1).output();
    if (!denied.contains("back/" + Policies.DENY_REPORT_NAME)) {
      throw new StepFailedException(
          "stock-report: " + denied + " (expected: back/" + Policies.DENY_REPORT_NAME + ")");
    }
    console.passed("denied, and the script says by which rule: back/" + Policies.DENY_REPORT_NAME);
    console.detail(denied);
    admin.delete(Policies.AUTHORIZATION_POLICIES + "/" + Policies.DENY_REPORT_NAME);
    await(0);
    console.passed("the policy is removed, and the report is there again");
  }

  private Ended await(int exit) throws IOException, StepFailedException {
    String[] last = {""};
    return Waiting.until(
        LIMIT,
        () -> {
          Ended ended = report.run();
          last[0] = ended.exit() + " " + ended.output();
          return Optional.of(ended).filter(it -> it.exit() == exit);
        },
        () -> "stock-report ended with " + last[0] + " (expected: " + exit + ")");
  }
}
