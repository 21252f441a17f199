package dev.weft.core.policy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes requests, and the settings and workload they are made to. */
final class RandomRequests {
  private static final List<String> ADDRESSES =
      List.of("10.0.0.1", "10.0.0.2", "10.9.9.9", "2001:db8::1", "fe80::1");

  private final Random random;

  RandomRequests(Random random) {
    this.random = random;
  }

  MeshSettings settings() {
    return new MeshSettings(
        "istio-system",
        one(List.of("cluster.local", "td1", "td2")),
        chance(2) ? List.of(one(List.of("td1", "td2"))) : List.of(),
        one(List.of(PathNormalization.values())));
  }

  Workload workload() {
    return new Workload("foo", chance(3) ? Map.of() : Map.of("app", "w"));
  }

  ConnectionFacts connection() {
    return new ConnectionFacts(
        chance(5) ? null : Peer.ofPrincipal(principal()),
        address(),
        address(),
        one(List.of(80, 8080)),
        chance(2) ? null : text());
  }

  RequestSnapshot request() {
    Map<String, String> headers = new HashMap<>();
    if (chance(2)) {
      headers.put("h", text());
    }
    return new RequestSnapshot(
        connection(),
        one(List.of("GET", "POST", "PUT")),
        one(List.of("/a", "/a/b", "/x/b?q=1", "/a//c", "/a/./b", "/a/%62", "/a/q/w/c/", "/z\\c")),
        one(List.of("a.com", "a.COM:1", "b.org", "")),
        headers,
        chance(2) ? null : address(),
        chance(3) ? null : token());
  }

  private String principal() {
    return one(List.of("cluster.local", "td1", "td2", "other"))
        + "/ns/"
        + one(List.of("foo", "bar"))
        + "/sa/"
        + one(List.of("a", "b"));
  }

  private TokenClaims token() {
    JsonObject.Builder claims =
        JsonObject.builder()
            .put("iss", one(List.of("iss", "https://iss")))
            .put("azp", text())
            .put("scope", "x zy")
            .put("g", random.nextInt())
            .put("n", JsonObject.builder().put("m", text()).build())
            .put("aud", JsonArray.ofStrings(List.of(text(), text())));
    return new TokenClaims((chance(4) ? claims : claims.put("sub", "sub")).build());
  }

  private @Nullable IpAddress address() {
    return chance(8) ? null : Objects.requireNonNull(IpAddress.parse(one(ADDRESSES)));
  }

  private String text() {
    return one(List.of("x", "y", "xy", "z", ""));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
