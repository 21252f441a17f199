package dev.weft.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps with members that are no JVMs; those of a member that is left out are left out too. */
final class OtherMembersStory {
  private static final Duration TRACE_LIMIT = Duration.ofSeconds(30);
  private static final String STOREFRONT = "spiffe://weft.local/ns/front/sa/storefront";

  private final Mesh mesh;
  private final Console console;
  private final OtherMembers members;

  OtherMembersStory(Mesh mesh, Console console, OtherMembers members) {
    this.mesh = mesh;
    this.console = console;
    this.members = members;
  }

  /** Starts those that serve. */
  void start() throws IOException, StepFailedException {
    if (members.has(Member.STOCK)) {
      String stock = members.start(Member.STOCK);
      console.passed("stock runs, a native binary; its peers reach it at " + stock);
    }
    if (members.has(Member.RECOMMENDATIONS)) {
      String recommendations = members.start(Member.RECOMMENDATIONS);
      console.passed("recommendations runs, Node.js; its peers reach it at " + recommendations);
    }
  }

  /** Tells what they do, once everything runs. */
  void tell(PolicyServerClient admin, Shopper shopper) throws IOException, StepFailedException {
    if (members.has(Member.RECOMMENDATIONS)) {
      jvmCallsNode(shopper);
      oneTraceHasAll(admin, shopper);
      nodeIsStrictToo();
    }
    if (members.has(Member.STOCK_REPORT)) {
      scriptIsDenied(admin);
    }
  }

  private void jvmCallsNode(Shopper shopper) throws IOException, StepFailedException {
    console.heading("The storefront calls Node.js: plain HTTP in both, mutual TLS between them");
    HttpResponse<String> page = shopper.look();
    String sentence =
        page.body()
            .lines()
            .filter(line -> line.startsWith("<p>Goes well with it: cups"))
            .findFirst()
            .orElseThrow(
                () -> new StepFailedException("the page recommends nothing: " + page.body()));
    console.passed("the page has what Node.js recommends");
    console.detail(sentence);
    called(members.log(), "recommendations", STOREFRONT);
    called(mesh.logOf("orders"), "orders", Member.RECOMMENDATIONS.identity());
    if (members.has(Member.STOCK)) {
      called(members.log(), "stock", Member.RECOMMENDATIONS.identity());
    }
  }

  private void called(AgentLogFile log, String service, String peer)
      throws IOException, StepFailedException {
    String line = log.awaitCaller(peer);
    console.passed(service + " knows its caller: " + peer);
    console.detail(line);
  }

  private void oneTraceHasAll(PolicyServerClient admin, Shopper shopper)
      throws IOException, StepFailedException {
    List<String> all = new ArrayList<>(List.of("storefront", "orders", "recommendations"));
    if (members.has(Member.STOCK)) {
      all.add("stock");
    }
    console.heading("Its calls belong to the same trace");
    shopper.look();
    String trace =
        Waiting.until(
            TRACE_LIMIT,
            () -> admin.traceOf(all),
            () -> "no trace with " + all + " after " + TRACE_LIMIT.toSeconds() + " s");
    console.passed("one trace has " + String.join(", ", all));
    console.detail(trace);
  }

  private void nodeIsStrictToo() throws StepFailedException {
    console.heading("STRICT holds for what is no JVM as well");
    String address = members.address(Member.RECOMMENDATIONS);
    try {
      int status = Shopper.callDirectly(address, "/recommendations").statusCode();
      throw new StepFailedException(
          "recommendations answers in the clear: " + status + " (expected: no answer)");
    } catch (IOException e) {
      console.passed("a call to recommendations in the clear is refused");
      console.detail(String.valueOf(e.getMessage()));
    }
  }

  private void scriptIsDenied(PolicyServerClient admin) throws IOException, StepFailedException {
    console.heading("A shell script reports with curl, until a policy denies it");
    ReportSteps report = new ReportSteps(console, admin, () -> members.run(Member.STOCK_REPORT));
    report.allowed();
    report.deniedAndAllowedAgain();
  }
}
