package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import dev.weft.server.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The policies in force for a namespace, read out of a snapshot. What was read is kept for the next
 * review, up to a limit, the least recently used going first. Safe for use by many threads.
 */
final class StoredPolicies {
  private static final int MAX_KEPT = 20_000;

  private final Map<ResourceKey, Parsed> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceKey, Parsed> eldest) {
          return size() > MAX_KEPT;
        }
      };

  private record Parsed(long contentVersion, Object policy) {}

  private interface Parser<T> {
    T parse(JsonObject resource) throws PolicyFormatException;
  }

  /** The policies of {@code namespace} and of the root namespace. */
  PolicyBook of(ResourceSnapshot now, MeshSettings settings, String namespace) {
    List<AuthorizationPolicy> authorization = new ArrayList<>();
    List<PeerAuthentication> peers = new ArrayList<>();
    for (String each : new TreeSet<>(List.of(namespace, settings.rootNamespace()))) {
      for (Resource stored : list(now, PolicyKinds.AUTHORIZATION_POLICY, each)) {
        authorization.add(read(stored, AuthorizationPolicy.class, AuthorizationPolicy::parse));
      }
      for (Resource stored : list(now, PolicyKinds.PEER_AUTHENTICATION, each)) {
        peers.add(read(stored, PeerAuthentication.class, PeerAuthentication::parse));
      }
    }
    return new PolicyBook(authorization, peers);
  }

  private static Iterable<Resource> list(
      ResourceSnapshot now, ResourceKind kind, String namespace) {
    return now.list(kind.info().group(), kind.info().kind(), namespace);
  }

  private <T> T read(Resource stored, Class<T> type, Parser<T> parser) {
    synchronized (parsed) {
      Parsed known = parsed.get(stored.key());
      if (known != null && known.contentVersion() == stored.contentVersion()) {
        return type.cast(known.policy());
      }
    }
    try {
      T policy = parser.parse(stored.body());
      synchronized (parsed) {
        parsed.put(stored.key(), new Parsed(stored.contentVersion(), policy));
      }
      return policy;
    } catch (PolicyFormatException e) {
      // It was checked when it was stored; to go on without it would answer too mildly.
      throw new StoreException(
          stored.key().describe() + ": stored, but cannot be read: " + e.getMessage(), e);
    }
  }
}
