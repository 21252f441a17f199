package dev.weft.server.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.server.http.ApiException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
  private long nanos;
  private final FailureLimit limit = new FailureLimit(() -> nanos);
  private final InetAddress flooding = address(7);
  private final InetAddress other = address(8);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void count_tooOften_isToldWithATimeAndForgotten() {
    for (int i = 0; i < 50; i++) {
      limit.count(flooding);
    }

    ApiException refusal = catchThrowableOfType(ApiException.class, () -> limit.count(flooding));

    assertThat(refusal.code()).isEqualTo(429);
    assertThat(refusal.retryAfterSeconds()).isPositive();
    assertThat(catchThrowableOfType(ApiException.class, () -> limit.requireFew(flooding)))
        .isNotNull();
    assertThatCode(() -> limit.count(other)).doesNotThrowAnyException();
    nanos += Duration.ofSeconds(refusal.retryAfterSeconds()).toNanos();
    assertThatCode(() -> limit.requireFew(flooding)).doesNotThrowAnyException();
  }
}
