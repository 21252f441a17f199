package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may, over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesOverTheWireTest {
  private static final String POLICY =
      "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\",\"metadata\":"
          + "{\"generateName\":\"p-\"},\"spec\":{\"rules\":[{}]}}";
  private static final String JOIN_TOKEN =
      "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":"
          + "{\"generateName\":\"t-\"},\"spec\":{\"serviceAccount\":\"a\"}}";

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    server = TestServer.start(temp.resolve("data"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Client holder(String role) throws Exception {
    String body =
        "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"ApiToken\",\"metadata\":{\"generateName\":\""
            + (role + "-\"},\"spec\":{\"role\":\"" + role + "\",\"namespaces\":[\"shop\"]}}");
    String token =
        server
            .admin()
            .post("/apis/weft.dev/v1/apitokens", body)
            .require(201)
            .object("status")
            .string("token");
    return server.anonymous().with("Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, shop, 200, 403, 403, 403",
    "editor, shop, 200, 201, 403, 403",
    "admin,  shop, 200, 201, 201, 403",
    "viewer, bank, 403, 403, 403, 403",
    "editor, bank, 403, 403, 403, 403",
    "admin,  bank, 403, 403, 403, 403",
  })
  void role_mayWhatItMay(String role, String namespace, int list, int create, int mint, int audit)
      throws Exception {
    Client holder = holder(role);
    String policies =
        String.format("/apis/security.istio.io/v1/namespaces/%s/authorizationpolicies", namespace);

    assertThat(holder.get(policies).code()).isEqualTo(list);
    assertThat(holder.get(policies + "?watch=true&timeoutSeconds=1").code()).isEqualTo(list);
    assertThat(holder.post(policies, POLICY).code()).isEqualTo(create);
    assertThat(holder.post(policies + "?dryRun=All", POLICY).code()).isEqualTo(create);
    assertThat(
            holder
                .post("/apis/weft.dev/v1/namespaces/" + namespace + "/jointokens", JOIN_TOKEN)
                .code())
        .isEqualTo(mint);
    assertThat(holder.get("/apis/weft.dev/v1/auditevents").code()).isEqualTo(audit);
    assertThat(holder.get("/apis/weft.dev/v1/apitokens").code()).isEqualTo(audit);
    assertThat(holder.get("/apis/security.istio.io/v1/authorizationpolicies").code())
        .isEqualTo(403);
    server.writeRefusals();
    assertThat(server.admin().get("/apis/weft.dev/v1/auditevents").text())
        .contains("authorization.refuse", "token:" + role + "-");
  }
}
