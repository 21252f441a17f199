package dev.weft.server.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.access.Grants;
import dev.weft.server.access.oidc.FakeProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleLimitsOverTheWireTest {
  @TempDir Path temp;

  @Test
  void decide_onePersonAskingTooOften_is429UntilTimeHasPassedAndOthersAreServed() throws Exception {
    try (GateServer server = new GateServer(temp, Optional.empty(), 1)) {
      GateClient client = server.client();
      String ci = "Bearer " + server.tokens.mint("ci", Grants.NONE, server.now().plusSeconds(999));
      String other =
          "Bearer " + server.tokens.mint("other", Grants.NONE, server.now().plusSeconds(999));
      HttpResponse<String> answer = client.get("/who", ci);
      for (int i = 0; i < 50 && answer.statusCode() == 200; i++) {
        answer = client.get("/who", ci);
      }

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
      assertThat(client.get("/who", other).statusCode()).isEqualTo(200);
      server.turnClock(Duration.ofSeconds(2));
      assertThat(client.get("/who", ci).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void decide_oidcToken_isTakenAndAHangingProviderHoldsUpNobodyElse() throws Exception {
    try (FakeProvider provider = FakeProvider.start(temp);
        GateServer server =
            new GateServer(temp, Optional.of(provider.settings("team-a=editor:shop")), 0)) {
      GateClient client = server.client();
      String admin = "Bearer " + server.tokens.mintAdmin();
      String jane = "Bearer " + provider.sign(provider.claims(server.now()));
      var stalled = provider.stall();
      var waiting = client.getLater("/policies/shop", jane);
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/who", admin).statusCode()).isEqualTo(200);
      }
      assertThat(waiting).isNotDone();

      stalled.countDown();

      assertThat(waiting.join().statusCode()).as(waiting.join().body()).isEqualTo(200);
      assertThat(client.get("/policies/back", jane).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void decide_addressThatFailedTooOften_isNotJudgedAgainUnlessItsTokenIsRemembered()
      throws Exception {
    try (FakeProvider provider = FakeProvider.start(temp);
        GateServer server =
            new GateServer(temp, Optional.of(provider.settings("team-a=editor:shop")), 0)) {
      GateClient client = server.client();
      String jane = "Bearer " + provider.sign(provider.claims(server.now()));
      String joe = "Bearer " + provider.sign(provider.claims(server.now()).subject("joe"));
      assertThat(client.get("/who", jane).statusCode()).isEqualTo(200);
      int code = 0;
      for (int i = 0; i < 500 && code != 429; i++) {
        code = client.get("/who", "Bearer a.b.c").statusCode();
      }

      assertThat(code).isEqualTo(429);
      assertThat(client.get("/who", jane).statusCode()).isEqualTo(200);
      server.turnClock(Duration.ofSeconds(10));
      assertThat(client.get("/who", joe).statusCode()).isEqualTo(200);
    }
  }
}
