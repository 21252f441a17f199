package dev.weft.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinksTest {
  private record Link(@Nullable Object weftLink) implements Linked {}

  @Test
  void end_throughReferences_isWhatTheLastHolds() {
    Link inner = new Link("socket");
    Link outer = new Link(new AtomicReference<>(inner));

    assertThat(ServerRequests.end(new AtomicReference<>(outer))).isEqualTo("socket");
  }

  @Test
  void end_emptyReference_isNothing() {
    assertThat(ServerRequests.end(new Link(new AtomicReference<>()))).isNull();
  }

  @Test
  void end_circle_ends() {
    AtomicReference<Object> circle = new AtomicReference<>();
    circle.set(new Link(circle));

    assertThat(ServerRequests.end(circle)).isNotNull();
  }
}
