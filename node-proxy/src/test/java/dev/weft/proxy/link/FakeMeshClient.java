package dev.weft.proxy.link;

import dev.weft.core.control.LeaseAnswer;
import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.control.MeshCounters;
import dev.weft.core.control.MeshListener;
import dev.weft.core.control.Unprotected;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.Identity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Has joined, and asks nobody anything. */
final class FakeMeshClient implements MeshClient {
  private volatile Identity identity;

  FakeMeshClient(Identity identity) {
    this.identity = identity;
  }

  void become(Identity changed) {
    identity = changed;
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.of(identity);
  }

  @Override
  public void start(Duration timeout) {}

  @Override
  public Optional<MeshConfig> config() {
    return Optional.empty();
  }

  @Override
  public void onChange(MeshListener listener) {}

  @Override
  public CompletableFuture<LeaseAnswer> announce(InetSocketAddress listener) {
    return new CompletableFuture<>();
  }

  @Override
  public void withdraw(InetSocketAddress listener) {}

  @Override
  public void report(List<Unprotected> unprotected) {}

  @Override
  public void judgesRequestsOn(Set<Integer> ports) {}

  @Override
  public CompletableFuture<List<DirectoryEndpoint>> lookup(InetSocketAddress destination) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletableFuture<List<DirectoryEndpoint>> lookupConnected(InetSocketAddress destination) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public boolean isKnownOutside(InetSocketAddress destination) {
    return true;
  }

  @Override
  public void sendSpans(byte[] message) {}

  @Override
  public MeshCounters counters() {
    return new MeshCounters(0, 0, 0, 0, 0, 0);
  }

  @Override
  public void close() {}
}
