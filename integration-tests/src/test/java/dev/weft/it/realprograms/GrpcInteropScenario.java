package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The cases of gRPC's interoperability tests that need no cloud and that its own server in Java
 * knows (caches and compression it does not), each with a client.
 */
final class GrpcInteropScenario implements Scenario {
  /** What lets a client see the loads that a server reports, for the cases of ORCA. */
  private static final String BACKEND_METRICS =
      "{\"loadBalancingConfig\":[{\"test_backend_metrics_load_balancer\":{}}]}";

  private static final String TESTS = "io.grpc.testing.integration.";
  private static final List<String> CASES =
      List.of(
          "empty_unary",
          "large_unary",
          "client_streaming",
          "server_streaming",
          "ping_pong",
          "empty_stream",
          "custom_metadata",
          "status_code_and_message",
          "special_status_message",
          "unimplemented_method",
          "unimplemented_service",
          "cancel_after_begin",
          "cancel_after_first_response",
          "timeout_on_sleeping_server",
          "very_large_request",
          "pick_first_unary",
          "rpc_soak",
          "channel_soak",
          "orca_per_rpc",
          "orca_oob");

  /** Names of methods are sent as they are. */
  @Override
  public String marker() {
    return "/grpc.testing.TestService/";
  }

  @Override
  public void run(Stage stage) throws Exception {
    JvmProcess server =
        stage.server(
            2,
            "interop",
            List.of(),
            TESTS + "TestServiceServer",
            List.of("--port=8080", "--use_tls=false"));
    server.awaitLine("Server started on port 8080");
    List<String> cases = stage.withAgents() ? CASES : CASES.subList(0, 2);
    for (int first = 0; first < cases.size(); first += 2) {
      List<JvmProcess> clients = new ArrayList<>();
      for (String name : cases.subList(first, Math.min(first + 2, cases.size()))) {
        clients.add(
            stage.client(
                4 + clients.size(),
                TESTS + "TestServiceClient",
                List.of(
                    "--server_host=" + Stage.address(2),
                    "--server_port=8080",
                    "--use_tls=false",
                    "--soak_iterations=5",
                    "--soak_per_iteration_max_acceptable_latency_ms=30000",
                    "--soak_overall_timeout_seconds=50",
                    "--service_config_json=" + (name.startsWith("orca") ? BACKEND_METRICS : "{}"),
                    "--test_case=" + name)));
      }
      for (JvmProcess client : clients) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).contains("Test completed.");
      }
    }
  }
}
