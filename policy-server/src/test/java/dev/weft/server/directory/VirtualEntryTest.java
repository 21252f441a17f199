package dev.weft.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VirtualEntryTest {
  private static final Place VIRTUAL = new Place("", "10.96.0.5", 80);
  private static final Place FIRST = new Place("", "10.0.0.1", 8080);
  private static final Place SECOND = new Place("", "10.0.0.2", 8080);
  private static final Place UNMESHED = new Place("", "10.0.0.3", 8080);

  private static Lease lease(String namespace, String account, Place place) {
    return new Lease(
        UUID.randomUUID(),
        new SpiffeId("weft.local", namespace, account),
        "h",
        Map.of(),
        List.of(place),
        1);
  }

  private static String told(ListenerModes modes, Place... behind) {
    Directory directory =
        Directory.of(
            List.of(lease("shop", "orders", FIRST), lease("back", "orders", SECOND)), modes);
    JsonArray told = VirtualEntry.of(VIRTUAL, List.of(behind), directory);
    return JsonWriter.write(told).replace('"', '\'');
  }

  private static ListenerModes permissive() {
    return ListenerModes.none(MeshSettings.DEFAULT);
  }

  private static ListenerModes strictBack() {
    PeerAuthentication strict =
        new PeerAuthentication(
            ResourceMetadata.of("back", "strict"),
            WorkloadSelector.ALL,
            Optional.of(MutualTlsMode.STRICT),
            Map.of());
    return permissive().with(strict);
  }

  @Test
  void of_onlyWorkloads_tellsAllIdentitiesAndTheStrictestMode() {
    assertThat(told(permissive(), FIRST))
        .isEqualTo(
            "[{'address':'10.96.0.5','port':80,'principals':"
                + "['spiffe://weft.local/ns/shop/sa/orders'],'mode':'PERMISSIVE'}]");
    assertThat(told(strictBack(), FIRST, SECOND))
        .isEqualTo(
            "[{'address':'10.96.0.5','port':80,'principals':"
                + "['spiffe://weft.local/ns/back/sa/orders','spiffe://weft.local/ns/shop/sa/orders'],"
                + "'mode':'STRICT'}]");
  }

  @Test
  void of_someOutsideTheMesh_isOutsideUnlessOneIsStrict() {
    assertThat(told(permissive(), FIRST, UNMESHED)).isEqualTo("[]");
    assertThat(told(strictBack(), FIRST, UNMESHED)).isEqualTo("[]");
    assertThat(told(strictBack(), SECOND, UNMESHED))
        .contains("'mode':'STRICT'")
        .contains("ns/back/sa/orders");
  }

  @Test
  void of_nobodyOfTheMesh_isOutside() {
    assertThat(told(permissive())).isEqualTo("[]");
    assertThat(told(permissive(), UNMESHED)).isEqualTo("[]");
  }
}
