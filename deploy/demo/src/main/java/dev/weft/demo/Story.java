package dev.weft.demo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of the demo, in order. Each prints what was seen, or fails saying what was not. */
final class Story {
  private static final String ORDERS = "orders";
  private static final String SHIPPING = "shipping";
  private static final String STOREFRONT = "storefront";
  private static final Duration POLICY_LIMIT = Duration.ofSeconds(10);

  /** Spans wait five seconds for others, and the trace is whole when both agents have sent. */
  private static final Duration TRACE_LIMIT = Duration.ofSeconds(30);

  private final Mesh mesh;
  private final Console console;
  private final LeftOut leftOut;

  /** Of that mesh. */
  Story(Mesh mesh, Console console, LeftOut leftOut) {
    this.mesh = mesh;
    this.console = console;
    this.leftOut = leftOut;
  }

  /** Tells the whole story and returns where things are. */
  Places tell() throws IOException, StepFailedException {
    console.heading("Start the policy server, and services that know nothing of a mesh");
    String server = mesh.startPolicyServer();
    console.passed("policy server listens on " + server + ", with a CA of its own");
    PolicyServerClient admin = new PolicyServerClient(server, mesh.dataDir());
    String ordersToken = admin.joinToken("back", ORDERS);
    String storefrontToken = admin.joinToken("front", STOREFRONT);
    console.passed("join tokens made by REST, one for each service");
    String orders = mesh.startService(ORDERS, server, ordersToken, Map.of(), List.of("0"));
    console.passed("orders listens on " + orders + " (embedded Tomcat)");
    String shippingToken = admin.joinToken("back", SHIPPING);
    String shipping = mesh.startService(SHIPPING, server, shippingToken, Map.of(), List.of("0"));
    console.passed("shipping listens on " + shipping + " (Clojure)");
    Map<Member, List<String>> commands = new Runtimes(mesh, leftOut).find();
    OtherMembers members = others(server, admin, orders, commands);
    OtherMembersStory others = new OtherMembersStory(mesh, console, members);
    others.start();
    Map<String, String> urls = new HashMap<>(Map.of("SHIPPING_URL", shipping));
    if (members.has(Member.RECOMMENDATIONS)) {
      urls.put("RECOMMENDATIONS_URL", members.address(Member.RECOMMENDATIONS));
    }
    String storefront =
        mesh.startService(STOREFRONT, server, storefrontToken, urls, List.of("0", orders));
    console.passed("storefront listens on " + storefront + " (the JDK's HTTP server and client)");
    Shopper shopper = new Shopper(storefront);

    callsAreMutualTls(shopper);
    oneTraceHasBoth(admin);
    strictRefusesPlaintext(admin, shopper, orders);
    policyDenies(admin, shopper);
    removalHeals(admin, shopper);
    clojureIsCalled(shopper);
    others.tell(admin, shopper);
    new PodsRun(mesh, console, leftOut).tell(commands);
    String report =
        members.has(Member.STOCK_REPORT) ? members.commandLine(Member.STOCK_REPORT) : "";
    return new Places(server, mesh.dataDir(), orders, storefront, report);
  }

  private OtherMembers others(
      String server, PolicyServerClient admin, String orders, Map<Member, List<String>> commands)
      throws IOException, StepFailedException {
    Capture capture = ExplicitCapture.start(mesh, server, admin, commands.keySet());
    if (!commands.isEmpty()) {
      console.passed("one node proxy on this machine has identities for what is no JVM");
    }
    return new OtherMembers(mesh, capture, commands, orders);
  }

  private void clojureIsCalled(Shopper shopper) throws IOException, StepFailedException {
    console.heading("The storefront calls Clojure, a JVM like any other");
    String page = shopper.look().body();
    String sentence =
        page.lines()
            .filter(line -> line.startsWith("<p>Sent for "))
            .findFirst()
            .orElseThrow(() -> new StepFailedException("the page has no price: " + page));
    console.passed("the page has the price that shipping tells");
    console.detail(sentence);
    String caller = "spiffe://weft.local/ns/front/sa/" + STOREFRONT;
    String line = mesh.logOf(SHIPPING).await("connection.accepted", "peer", caller);
    console.passed("shipping knows its caller: " + caller);
    console.detail("shipping's agent: " + line);
  }

  private void callsAreMutualTls(Shopper shopper) throws IOException, StepFailedException {
    console.heading("The storefront calls orders: plain HTTP in the code, mutual TLS on the wire");
    expect("order placed through the storefront", 201, shopper.order("tea", 2));
    expect("page with the list of orders", 200, shopper.look());
    showPeer();
  }

  private void oneTraceHasBoth(PolicyServerClient admin) throws IOException, StepFailedException {
    console.heading("The policy server keeps recent traces");
    String trace =
        Waiting.until(
            TRACE_LIMIT,
            () -> admin.traceOf(STOREFRONT, ORDERS),
            () -> "no trace with both services after " + TRACE_LIMIT.toSeconds() + " s");
    console.passed("a call is one trace: in at the storefront, out of it, in at orders");
    console.detail(trace);
  }

  private void strictRefusesPlaintext(PolicyServerClient admin, Shopper shopper, String orders)
      throws IOException, StepFailedException {
    console.heading("PeerAuthentication STRICT for the namespace of orders");
    expect("before: anyone may call orders in the clear", 200, direct(orders));
    long applied = System.nanoTime();
    admin.create(Policies.PEER_AUTHENTICATIONS, Policies.STRICT);
    String refusal =
        Waiting.until(
            POLICY_LIMIT,
            () -> refusal(orders),
            () -> "orders still answers in the clear after " + POLICY_LIMIT.toSeconds() + " s");
    console.passed("the policy arrived " + since(applied) + "; the call in the clear is refused");
    console.detail(refusal);
    expect("the storefront's call goes on", 200, shopper.look());
  }

  private void policyDenies(PolicyServerClient admin, Shopper shopper)
      throws IOException, StepFailedException {
    console.heading("AuthorizationPolicy DENY for the storefront");
    long applied = System.nanoTime();
    admin.create(Policies.AUTHORIZATION_POLICIES, Policies.DENY);
    HttpResponse<String> denied =
        Waiting.until(
            POLICY_LIMIT,
            () -> Optional.of(shopper.look()).filter(answer -> answer.statusCode() == 502),
            () -> "the call is still allowed after " + POLICY_LIMIT.toSeconds() + " s");
    console.passed("the policy arrived " + since(applied) + "; the call is denied");
    console.detail("storefront: 502 " + denied.body().strip());
    String line = mesh.logOf(ORDERS).await("connection.refused", 0);
    console.detail("orders' agent: " + line);
    if (!denied.body().contains(Policies.DENY_NAME) && !line.contains(Policies.DENY_NAME)) {
      throw new StepFailedException(
          "neither names the rule (expected: back/" + Policies.DENY_NAME + ")");
    }
    console.passed("the denial names its rule: back/" + Policies.DENY_NAME);
  }

  private void removalHeals(PolicyServerClient admin, Shopper shopper)
      throws IOException, StepFailedException {
    console.heading("The policy is removed");
    long removed = System.nanoTime();
    admin.delete(Policies.AUTHORIZATION_POLICIES + "/" + Policies.DENY_NAME);
    Waiting.until(
        POLICY_LIMIT,
        () -> Optional.of(shopper.look()).filter(answer -> answer.statusCode() == 200),
        () -> "the call is still denied after " + POLICY_LIMIT.toSeconds() + " s");
    console.passed("the call works again, " + since(removed));
  }

  private void showPeer() throws IOException, StepFailedException {
    String peer = "spiffe://weft.local/ns/front/sa/" + STOREFRONT;
    String line = mesh.logOf(ORDERS).await("connection.accepted", "peer", peer);
    console.passed("orders knows its caller: " + peer);
    console.detail("orders' agent: " + line);
  }

  private void expect(String what, int status, HttpResponse<String> answer)
      throws StepFailedException {
    if (answer.statusCode() != status) {
      throw new StepFailedException(
          "%s: %d (expected: %d) %s"
              .formatted(what, answer.statusCode(), status, answer.body().strip()));
    }
    console.passed(what + ": " + status);
  }

  private static HttpResponse<String> direct(String orders) throws IOException {
    return Shopper.callDirectly(orders, "/orders");
  }

  /** How the call in the clear fails; empty while it does not. */
  private static Optional<String> refusal(String orders) {
    try {
      direct(orders);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String since(long nanos) {
    return "after " + Duration.ofNanos(System.nanoTime() - nanos).toMillis() + " ms";
  }
}
