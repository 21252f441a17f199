package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** A server, and resources that a person writes and reads on it. Each test leaves none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResourcesFixture {
  static final String ROOT = "/apis/security.istio.io/v1";
  static final String SHOP = ROOT + "/namespaces/shop/authorizationpolicies";

  final TestServer server;
  Client admin;

  ResourcesFixture(TestStore store, Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"), store);
    admin = server.admin();
  }

  @AfterEach
  final void empty() throws Exception {
    for (JsonValue item : admin.get(ROOT + "/authorizationpolicies").array("items").values()) {
      String name = ((JsonObject) item).object("metadata").string("name");
      admin.delete(SHOP + "/" + name).require(200);
    }
  }

  @AfterAll
  final void stop() {
    server.close();
  }

  static String policy(String name, String principal) {
    return policy("{\"name\":\"" + name + "\"}", principal, "");
  }

  static String policy(String metadata, String principal, String more) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":"
        + metadata
        + ",\"spec\":{\"rules\":[{\"from\":[{\"source\":{\"principals\":[\""
        + principal
        + "\"]}}]}]"
        + more
        + "}}";
  }

  static String version(JsonObject resource) {
    return String.valueOf(resource.object("metadata").string("resourceVersion"));
  }

  final void assertNothingStored() throws Exception {
    assertThat(admin.get(ROOT + "/authorizationpolicies").array("items").values()).isEmpty();
  }
}
