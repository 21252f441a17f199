package dev.weft.server;

import static dev.weft.server.KubectlSession.ALLOWING;
import static dev.weft.server.KubectlSession.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.Kubectl.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The session of {@code docs/kubectl.md}. With {@code -Dweft.record=../docs/kubectl.md} it is
 * written into that file, below its mark.
 */
@Timeout(180)
class KubectlTranscriptTest {
  private static final String MARK = "<!-- recorded from here on -->\n";
  private static final String PATH =
      "/apis/security.istio.io/v1/namespaces/back/authorizationpolicies/no-storefront";

  private final StringBuilder text = new StringBuilder();

  private void say(String sentence) {
    text.append('\n').append(sentence).append('\n');
  }

  private String see(Kubectl kubectl, int code, String input, String... arguments)
      throws Exception {
    Result result = kubectl.runWith(input, arguments);
    assertThat(result.code()).as("%s: %s", Arrays.asList(arguments), result.err()).isEqualTo(code);
    text.append("\n```\n$ kubectl ")
        .append(Arrays.stream(arguments).map(this::quoted).collect(Collectors.joining(" ")));
    if (!input.isEmpty()) {
      text.append(" <<'END'\n")
          .append(input)
          .append(input.endsWith("\n") ? "" : "\n")
          .append("END");
    }
    String said = result.out() + result.err();
    text.append('\n')
        .append(
            said.replaceAll("(weft-[a-z]+-v1\\.[^.\\s]{4})[^\\s]*", "$1…")
                .replaceAll("(?m)^diff -u.*\n|^(---|\\+\\+\\+) /.*\n", ""))
        .append(said.isEmpty() || said.endsWith("\n") ? "" : "\n")
        .append("```\n");
    return result.out();
  }

  private String quoted(String argument) {
    return argument.matches("[-\\w./:,=@]+") ? argument : "'" + argument + "'";
  }

  @Test
  void session_isAsDescribed(@TempDir Path temp) throws Exception {
    try (KubectlSession session = KubectlSession.start(temp)) {
      Kubectl admin = session.admin();
      say("What there is, and what its fields mean:");
      see(admin, 0, "", "api-resources");
      see(admin, 0, "", "explain", "authorizationpolicy.spec.rules.from.source.principals");
      changes(admin);
      servers(session, admin);
      people(session, admin);
      past(admin);
      record();
    }
  }

  private void changes(Kubectl admin) throws Exception {
    say("Apply a policy; what would change is shown before, and nothing is stored by a dry run:");
    see(admin, 0, POLICY, "apply", "--dry-run=server", "-f", "-");
    see(admin, 0, POLICY, "apply", "-f", "-");
    see(admin, 1, ALLOWING, "diff", "-f", "-");
    say("A mistake is refused with the path of the field, never dropped:");
    see(admin, 1, POLICY.replace("action:", "actoin:"), "apply", "-f", "-");
    say("Server-side apply knows who set which field:");
    see(admin, 0, POLICY, "apply", "--server-side", "-f", "-");
    see(admin, 1, ALLOWING, "apply", "--server-side", "--field-manager=robot", "-f", "-");
    say("Patches are merge patches or JSON patches:");
    see(
        admin,
        0,
        "",
        "patch",
        "ap",
        "no-storefront",
        "--type=merge",
        "-p",
        "{\"spec\":{\"action\":\"AUDIT\"}}");
    see(admin, 0, "", "label", "ap", "no-storefront", "tier=gold");
    see(admin, 0, "", "get", "istio-io", "-l", "tier=gold");
    see(admin, 0, "", "get", "ap", "-A", "--field-selector", "spec.action=AUDIT");
  }

  private void servers(KubectlSession session, Kubectl admin) throws Exception {
    say("A join token is shown once, when it is made:");
    see(
        admin,
        0,
        """
        apiVersion: weft.dev/v1
        kind: JoinToken
        metadata: {name: orders-1}
        spec: {serviceAccount: orders, ttl: 10m, uses: 2}
        """,
        "create",
        "-f",
        "-",
        "-o",
        "jsonpath={.status.token}");
    see(admin, 0, "", "get", "jointokens");
    say("A workload that has joined, and what the mesh says of the policy:");
    Client orders = session.server().workload(session.server().join("back", "orders"));
    orders
        .put("/mesh/v1/leases/" + UUID.randomUUID(), "{\"host\":\"10.0.0.7\",\"applied\":0}")
        .require(200);
    session.server().writeStatus();
    see(admin, 0, "", "get", "workloads");
    see(admin, 0, "", "wait", "--for=condition=Accepted", "ap/no-storefront", "--timeout=10s");
    see(admin, 0, "", "describe", "ap", "no-storefront");
    say("What would become of a request, by the policies stored:");
    see(
        admin,
        0,
        """
        apiVersion: weft.dev/v1
        kind: AccessReview
        spec:
          workload: {namespace: back}
          request: {principal: weft.local/ns/front/sa/storefront, port: 8080, method: GET, path: /}
        """,
        "create",
        "-f",
        "-",
        "-o",
        "yaml");
  }

  private void people(KubectlSession session, Kubectl admin) throws Exception {
    say("Somebody with the role of a viewer:");
    Kubectl viewer = session.as(session.viewer());
    see(admin, 0, "", "get", "apitokens");
    see(viewer, 0, "", "auth", "whoami");
    see(viewer, 0, "", "auth", "can-i", "get", "ap");
    see(viewer, 1, "", "auth", "can-i", "delete", "ap");
    see(viewer, 1, "", "delete", "ap", "no-storefront");
    session.server().writeRefusals();
  }

  private void past(Kubectl admin) throws Exception {
    say("What was, and back to it:");
    String first =
        admin
            .run("get", "--raw", PATH + "/revisions")
            .require()
            .replaceFirst("(?s).*\"revision\":(\\d+).*", "$1");
    see(admin, 0, "", "get", "--raw", PATH + "/diff");
    see(
        admin,
        0,
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"Rollback\",\"spec\":{\"revision\":"
            + first
            + "}}",
        "create",
        "--raw",
        PATH + "/rollback",
        "-f",
        "-");
    see(admin, 0, "", "get", "ap");
    say("The end of it, and who did what:");
    see(admin, 0, "", "delete", "ap", "no-storefront");
    assertThat(see(admin, 0, "", "get", "auditevents")).contains("resource.delete");
  }

  private void record() throws Exception {
    String file = System.getProperty("weft.record", "");
    if (!file.isEmpty()) {
      String page = Files.readString(Path.of(file));
      int mark = page.indexOf(MARK);
      assertThat(mark).as("the mark in %s", file).isNotNegative();
      Files.writeString(Path.of(file), page.substring(0, mark) + MARK + text);
    }
  }
}
