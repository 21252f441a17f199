package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What two web servers, at members 1 and 2, are given to serve, and what clients make of it: bodies
 * of a megabyte at once, a file of three, a page that a policy denies, and a client that is in no
 * mesh.
 */
final class WebShop {
  /** What the pages, the bodies and the file are made of. */
  static final String MARKER = "marker-of-the-shop";

  /** Who is in no mesh. */
  static final int OUTSIDER = 3;

  private static final int PORT = 8080;
  private static final int LINES = 160_000;
  private static final Set<String> SERVED = Set.of("/orders", "/ledger/*");

  private WebShop() {}

  /** Makes the application in the folder {@code webapp}. */
  static void makeIn(Path webapp) throws IOException {
    Path libraries = Files.createDirectories(webapp.resolve("WEB-INF/lib"));
    Path built = Path.of(Program.classPath("web-shop")).getParent();
    try (var jars = Files.list(built)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, libraries.resolve(jar.getFileName()));
      }
    }
    StringBuilder mappings = new StringBuilder();
    for (String pattern : SERVED) {
      mappings.append(
          "<servlet-mapping><servlet-name>orders</servlet-name><url-pattern>%s</url-pattern></servlet-mapping>%n"
              .formatted(pattern));
    }
    Files.writeString(
        webapp.resolve("WEB-INF/web.xml"),
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <servlet><servlet-name>orders</servlet-name><servlet-class>shop.web.Orders</servlet-class></servlet>
        %s</web-app>
        """
            .formatted(mappings));
    Files.writeString(webapp.resolve("catalogue.txt"), (MARKER + "\n").repeat(LINES));
  }

  /** The policy that is in force from the beginning; not for ports on which nobody speaks HTTP. */
  static void denyTheLedger(Stage stage) throws IOException {
    stage.deny(
        "ledger",
        "[{\"to\":[{\"operation\":{\"ports\":[\"%d\"],\"paths\":[\"/shop/ledger/*\"]}}]}]"
            .formatted(PORT));
  }

  /** Visits both shops by both versions of HTTP, at once; and one as who is in no mesh. */
  static void visit(Stage stage) throws IOException {
    JvmProcess one =
        stage.client(4, "shop.web.Shopper", arguments("HTTP_1_1", MARKER, List.of(1, 2)));
    JvmProcess two =
        stage.client(5, "shop.web.Shopper", arguments("HTTP_2", MARKER, List.of(2, 1)));
    for (JvmProcess client : List.of(one, two)) {
      assertThat(client.awaitExit()).as(client::transcript).isZero();
      String result =
          "result orders=20 bodies=8 catalogue=%d ledger=%d\n"
              .formatted(LINES, stage.withAgents() ? 403 : 200);
      assertThat(client.stdout()).as(client::transcript).isEqualTo(result.repeat(2));
      assertThat(client.stderr()).isEmpty();
    }
    JvmProcess outsider =
        stage.prepare(
            OUTSIDER, List.of(), "shop.web.Shopper", arguments("HTTP_1_1", "stranger", List.of(1)));
    int exit = outsider.awaitExit();
    if (stage.withAgents()) {
      assertThat(exit).as(outsider::transcript).isEqualTo(1);
      assertThat(outsider.stderr()).contains("header parser received no bytes");
    } else {
      assertThat(exit).as(outsider::transcript).isZero();
    }
  }

  private static List<String> arguments(String version, String item, List<Integer> servers) {
    List<String> arguments = new ArrayList<>(List.of(version, item));
    for (int server : servers) {
      arguments.add("http://%s:%d/shop".formatted(Stage.address(server), PORT));
    }
    return arguments;
  }
}
