package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a good token, it is good no more. The seed stands in every failure; give it
 * as {@code weft.test.seed} to see the failure again.
 */
class JwtFuzzTest {
  private static final long SEED = Long.getLong("weft.test.seed", System.nanoTime());
  private static final int ROUNDS = 5_000;
  private static final String CHARACTERS = "AZaz09-_.=+/ %{\u00e9\0";

  @Test
  void verify_mutatedToken_refused() throws Exception {
    TestIssuer issuer = TestIssuer.of("EdDSA", "k");
    JwtVerifier verifier =
        new JwtVerifier(
            "i",
            List.of("a"),
            KeySource.of(JwkSet.parse(TestIssuer.jwks(issuer))),
            new TestClock());
    String good = issuer.sign("{'iss': 'i', 'aud': 'a', 'sub': 'somebody'}");
    verifier.verify(Jwt.parse(good), Duration.ZERO);
    int wellFormed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String mutated = mutate(new Random(SEED + i), good);
      try {
        Jwt token = Jwt.parse(mutated);
        wellFormed++;
        verifier.verify(token, Duration.ZERO);
        assertThat(mutated).as("seed %d", SEED + i).isEqualTo(good);
      } catch (TokenException e) {
        assertThat(e.fault()).as("seed %d: %s", SEED + i, mutated).isNotNull();
      }
    }
    assertThat(wellFormed).as("mutations that can be read").isGreaterThan(ROUNDS / 100);
  }

  private static String mutate(Random random, String token) {
    StringBuilder mutated = new StringBuilder(token);
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      int at = random.nextInt(mutated.length());
      char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      switch (random.nextInt(4)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, c);
        case 2 -> mutated.setLength(Math.max(1, at));
        default -> mutated.setCharAt(at, c);
      }
    }
    return mutated.toString();
  }
}
