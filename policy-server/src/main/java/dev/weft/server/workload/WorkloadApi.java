package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.access.limit.FailureLimit;
import dev.weft.server.audit.Refusals;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.directory.AddressHolders;
import dev.weft.server.directory.Directory;
import dev.weft.server.directory.LeaseAnswer;
import dev.weft.server.directory.LeaseBody;
import dev.weft.server.directory.LeaseRequest;
import dev.weft.server.directory.LeaseTable;
import dev.weft.server.directory.Place;
import dev.weft.server.directory.VirtualEntry;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.http.Reply;
import dev.weft.server.http.WorkloadGate;
import dev.weft.server.kubernetes.ServiceAccountTokens;
import dev.weft.server.kubernetes.cluster.NodeProxies;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.Database;
import dev.weft.server.tokens.JoinTokens;
import dev.weft.server.traces.TraceIntake;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The paths under {@code /mesh/v1}. */
public final class WorkloadApi {
  private static final int MAX_SVID_REQUEST = 32 * 1024;

  private final PeerCertificate peer;
  private final SvidEndpoint svid;
  private final NodePodsEndpoint pods;
  private final ConfigFeed feed;
  private final LeaseTable leases;
  private final AddressHolders holders;
  private final TraceIntake traces;

  public WorkloadApi(
      Settings settings,
      PeerCertificate peer,
      CertificateAuthority ca,
      JoinTokens tokens,
      Optional<ServiceAccountTokens> kubernetes,
      Optional<NodeProxies> proxies,
      Database database,
      Refusals refusals,
      FailureLimit failures,
      ConfigFeed feed,
      LeaseTable leases,
      AddressHolders holders,
      TraceIntake traces,
      ServerMetrics metrics,
      InstantSource clock) {
    this.peer = peer;
    this.svid =
        new SvidEndpoint(
            settings.trustDomain(),
            settings.svidTtl(),
            ca,
            tokens,
            kubernetes,
            proxies,
            peer,
            database,
            refusals,
            failures,
            metrics,
            clock);
    this.pods = new NodePodsEndpoint(kubernetes, proxies, failures);
    this.feed = feed;
    this.leases = leases;
    this.holders = holders;
    this.traces = traces;
  }

  /** Adds the paths to {@code server}. */
  public void addTo(ServerBuilder server) {
    Endpoint.Gate gate = new WorkloadGate(peer);
    server
        .route()
        .methods(HttpMethod.POST)
        .path("/mesh/v1/svid")
        .build(new Endpoint(svid, MAX_SVID_REQUEST, svid));
    server.route().methods(HttpMethod.GET).path("/mesh/v1/pods").build(new Endpoint(pods, pods));
    server
        .route()
        .methods(HttpMethod.GET)
        .path("/mesh/v1/config")
        .build(new ConfigEndpoint(feed, peer));
    server
        .route()
        .methods(HttpMethod.PUT, HttpMethod.DELETE)
        .path("/mesh/v1/leases/{instance}")
        .build(new Endpoint(gate, this::lease));
    server
        .route()
        .methods(HttpMethod.GET)
        .path("/mesh/v1/directory")
        .build(new Endpoint(gate, this::lookUp));
    server
        .route()
        .methods(HttpMethod.POST)
        .path("/mesh/v1/traces")
        .build(new Endpoint(gate, TraceIntake.MAX_BODY, traces));
  }

  private HttpResponse lease(Call call) {
    UUID instance = instance(call.path("instance"));
    SpiffeId identity = identity(call);
    if (call.method() == HttpMethod.DELETE) {
      return Reply.of(200, answer(new LeaseAnswer(leases.delete(instance, identity), List.of())));
    }
    LeaseRequest request = LeaseBody.read(call.body());
    return Reply.of(
        200,
        answer(
            peer.isOfProxy(call.context())
                ? leases.putForPod(instance, identity, request, call.source())
                : leases.put(instance, identity, request, call.source())));
  }

  private JsonObject answer(LeaseAnswer answer) {
    List<JsonValue> refused = new ArrayList<>();
    for (LeaseAnswer.Refusal refusal : answer.refused()) {
      refused.add(
          JsonObject.builder()
              .put("address", refusal.address())
              .put("port", refusal.port())
              .put("reason", refusal.reason())
              .build());
    }
    return JsonObject.builder()
        .put("revision", answer.revision())
        .put("ttl", leases.ttl().toSeconds())
        .put("refused", new JsonArray(refused))
        .build();
  }

  private HttpResponse lookUp(Call call) {
    InetAddress address = LeaseBody.address("address", required(call, "address"));
    String port = required(call, "port");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535 || port.matches("0+")) {
      throw ApiException.badRequest("port", port + " (expected: 1 to 65535)");
    }
    String host = call.query("host").map(it -> LeaseBody.host("host", it)).orElse("");
    ConfigState state = feed.state();
    return Reply.of(
        200,
        JsonObject.builder()
            .put("revision", state.revision())
            .put("endpoints", endpoints(state.directory(), host, address, Integer.parseInt(port)))
            .build());
  }

  private JsonArray endpoints(Directory directory, String host, InetAddress address, int port) {
    Place place = Place.of(host, address, port);
    if (directory.get(place) != null || !place.host().isEmpty()) {
      return directory.at(place);
    }
    if (!holders.isComplete()) {
      // Not 503: whoever takes the server for away would take the address for outside the mesh.
      throw new ApiException(
          409, "address: nothing is known of the cluster's services yet; try again later");
    }
    return VirtualEntry.of(place, holders.behind(address, port), directory);
  }

  private static String required(Call call, String name) {
    return call.query(name)
        .orElseThrow(() -> ApiException.badRequest(name, "missing (expected: a value)"));
  }

  private static SpiffeId identity(Call call) {
    if (call.caller() instanceof Caller.Workload workload) {
      return workload.identity();
    }
    throw new IllegalStateException("the gate admits workloads only");
  }

  private static UUID instance(String text) {
    try {
      UUID instance = UUID.fromString(text);
      if (instance.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return instance;
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("instance", text + " (expected: a UUID)");
    }
    throw ApiException.badRequest("instance", text + " (expected: a UUID)");
  }
}
