package dev.weft.server.access.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Hash;
import dev.weft.server.settings.PeopleSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Knows people by the tokens of one OpenID provider. Tokens are judged on threads of its own, few
 * and with a bounded queue, so that a provider that hangs holds up nothing but its own people; a
 * token found good is remembered for a minute. Safe for any thread.
 */
public final class OidcPeople implements Closeable {
  private static final int THREADS = 4;
  private static final int LONGEST_QUEUE = 1000;
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final TokenVerifier verifier;
  private final ClaimPeople people;
  private final JWKSource<SecurityContext> keys;
  private final InstantSource clock;
  private final Cache<String, Known> known;
  private final ThreadPoolExecutor executor;

  /** A person, and until when their token is good. */
  private record Known(Caller.Person person, Instant until) {}

  /**
   * People of {@code provider}. The provider need not be up.
   *
   * @param nanoTime a clock in nanoseconds, for how long tokens are remembered
   * @throws IOException when a file that a setting names cannot be read
   * @throws GeneralSecurityException when a file that a setting names holds nothing of use
   */
  public OidcPeople(PeopleSettings.Oidc provider, InstantSource clock, LongSupplier nanoTime)
      throws IOException, GeneralSecurityException {
    this.keys = ProviderKeys.of(provider);
    this.verifier =
        new TokenVerifier(
            keys, new ClaimRules(provider.issuer().toString(), provider.audience(), clock));
    this.people =
        new ClaimPeople(provider.usernameClaim(), provider.groupsClaim(), provider.roles());
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(LONGEST_QUEUE),
            task -> {
              Thread thread = new Thread(task, "weft-oidc");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Whose {@code token} is, if it was found good a moment ago. Does not block. */
  public Optional<Caller.Person> remembered(String token) {
    Known found = known.getIfPresent(key(token));
    return found != null && clock.instant().isBefore(found.until())
        ? Optional.of(found.person())
        : Optional.empty();
  }

  /**
   * Whose {@code token} is.
   *
   * @return fails with an {@link ApiException}: 401 when the token is not to be believed, 503 when
   *     that cannot be told now
   */
  public CompletableFuture<Caller.Person> person(String token) {
    try {
      return CompletableFuture.supplyAsync(() -> judge(token), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new ApiException(503, "authorization: too many tokens to be checked; try again later"));
    }
  }

  private Caller.Person judge(String token) {
    JWTClaimsSet claims = verifier.claims(token);
    Caller.Person person = people.person(claims);
    known.put(
        key(token),
        new Known(person, claims.getExpirationTime().toInstant().plus(ClaimRules.SKEW)));
    return person;
  }

  /** Tokens are secrets: what is remembered is a hash. */
  private static String key(String token) {
    return HexFormat.of().formatHex(Hash.sha256(token.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    if (keys instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
