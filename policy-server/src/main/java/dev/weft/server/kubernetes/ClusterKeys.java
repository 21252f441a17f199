package dev.weft.server.kubernetes;

import dev.weft.core.http.WebClient;
import dev.weft.core.identity.JdkProviders;
import dev.weft.core.token.HttpKeyFetcher;
import dev.weft.core.token.KeyCacheSettings;
import dev.weft.core.token.KeySource;
import dev.weft.core.token.RemoteKeySources;
import dev.weft.server.settings.KubernetesSettings.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Where the keys of a cluster come from, by its settings. */
public final class ClusterKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Some issuers publish keys of others too; none of this size. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final KeyCacheSettings CACHE =
      new KeyCacheSettings(
          KeyCacheSettings.DEFAULT.maxAge(),
          KeyCacheSettings.DEFAULT.staleFor(),
          KeyCacheSettings.DEFAULT.retryAfter(),
          KeyCacheSettings.DEFAULT.unknownKeyInterval(),
          MOST_BYTES);

  private ClusterKeys() {}

  /**
   * The keys that {@code place} holds, now and later. Files are read, so that what is wrong with
   * them shows at start; a URL is fetched in the background, since a cluster may start later.
   *
   * @throws IOException when a file cannot be read
   * @throws GeneralSecurityException when a file does not hold what it should
   */
  public static KeySource of(Keys place, InstantSource clock)
      throws IOException, GeneralSecurityException {
    if (place instanceof Keys.File file) {
      return KeyFile.open(file.path());
    }
    Keys.Url url = (Keys.Url) place;
    WebClient web =
        url.ca().isPresent()
            ? new WebClient(ClusterKeys::thread, trust(url.ca().get()))
            : new WebClient(ClusterKeys::thread);
    HttpKeyFetcher.Credential credential =
        url.token().isPresent() ? bearer(new TokenFile(url.token().get())) : () -> "";
    KeySource keys =
        new RemoteKeySources(
                new LoggedFetches(new HttpKeyFetcher(web, credential)),
                oneThread(ClusterKeys::thread),
                clock,
                CACHE)
            .at(url.url(), TIMEOUT);
    keys.prepare();
    return keys;
  }

  private static WebClient.Trust trust(Path ca) throws GeneralSecurityException {
    FileTrustManager trust = new FileTrustManager(ca);
    trust.check();
    return () -> {
      SSLContext context = JdkProviders.tlsContext();
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    };
  }

  private static HttpKeyFetcher.Credential bearer(TokenFile file) throws IOException {
    Object unused = file.bearer();
    return file;
  }

  private static ThreadPoolExecutor oneThread(ThreadFactory threads) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(4), threads);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weft-kubernetes-keys");
    thread.setDaemon(true);
    return thread;
  }
}
