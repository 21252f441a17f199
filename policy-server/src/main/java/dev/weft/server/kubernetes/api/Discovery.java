package dev.weft.server.kubernetes.api;

import dev.weft.server.settings.KubernetesSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Follows several collections of one cluster, each on a thread of its own. */
public final class Discovery implements AutoCloseable {
  private final ApiClient client;
  private final List<Reflector<?>> reflectors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Follows nothing yet. */
  public Discovery(KubernetesSettings.Api api) {
    this.client = new ApiClient(api);
  }

  /**
   * Follows one more.
   *
   * @param collection the path, such as {@code /api/v1/pods}
   * @param reader what is kept of an object
   * @param sink what is kept as the collection is
   */
  public <T> Discovery follow(String collection, ObjectReader<T> reader, ObjectSink<T> sink) {
    reflectors.add(new Reflector<>(client, collection, reader, sink, new SplittableRandom()));
    return this;
  }

  /** Begins. */
  public Discovery start() {
    for (Reflector<?> reflector : reflectors) {
      Thread thread = new Thread(reflector, "weft-kubernetes-watch");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return this;
  }

  /** Whether everything was listed once. */
  public boolean isListed() {
    return reflectors.stream().allMatch(Reflector::isListed);
  }

  @Override
  public void close() {
    reflectors.forEach(Reflector::close);
    for (Thread thread : threads) {
      try {
        thread.join(2_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    client.close();
  }
}
