package dev.weft.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.LeaseRequest.RefusedPolicy;
import dev.weft.server.directory.LeaseRequest.Unprotected;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkloadStatusTest {
  private static final UUID INSTANCE = new UUID(1, 2);
  private static final Resource WORKLOAD =
      new Resource(
          new ResourceKey("weft.dev", "Workload", "shop", INSTANCE.toString()),
          INSTANCE.toString(),
          9,
          7,
          1,
          Instant.EPOCH,
          Optional.empty(),
          StatusMesh.json("{\"kind\": \"Workload\", \"spec\": {\"host\": \"h\"}}"));

  @Test
  void overlay_heardFrom_saysWhatItSaid() {
    Heartbeat said =
        new Heartbeat(
            5,
            List.of(new Unprotected("epoll", "native transport")),
            List.of(new RefusedPolicy("AuthorizationPolicy shop/p", "unknown field")),
            Set.of(8081, 8080));

    JsonObject shown =
        new WorkloadStatus(instance -> Optional.of(said).filter(it -> instance.equals(INSTANCE)))
            .overlay(WORKLOAD);

    assertThat(shown)
        .isEqualTo(
            StatusMesh.json(
                """
                {"kind": "Workload", "spec": {"host": "h"},
                 "status": {"revision": 7, "applied": 5,
                  "unprotected": [{"what": "epoll", "why": "native transport"}],
                  "refused": [{"policy": "AuthorizationPolicy shop/p", "why": "unknown field"}],
                  "requestPorts": [8080, 8081]}}
                """));
  }

  @Test
  void overlay_notHeardFrom_revisionAlone() {
    JsonObject shown = new WorkloadStatus(instance -> Optional.empty()).overlay(WORKLOAD);

    assertThat(shown.object("status")).isEqualTo(StatusMesh.json("{\"revision\": 7}"));
  }
}
