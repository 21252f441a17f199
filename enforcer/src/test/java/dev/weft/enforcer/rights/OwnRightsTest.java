package dev.weft.enforcer.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnRightsTest {
  @Test
  void work_isDoneOnTheCallingThread() {
    Thread here = Thread.currentThread();

    assertThat(OwnRights.<Thread, RuntimeException>use(Thread::currentThread)).isSameAs(here);
    assertThat(OwnRights.<Thread, RuntimeException>apart(Thread::currentThread)).isSameAs(here);
  }

  @Test
  void search_withoutResult_isNull() {
    assertThat(OwnRights.<String, RuntimeException>find(() -> null)).isNull();
  }

  @Test
  void act_isDoneOnce() {
    AtomicInteger done = new AtomicInteger();

    OwnRights.<RuntimeException>act(done::incrementAndGet);

    assertThat(done).hasValue(1);
  }

  @Test
  void failure_isThrownAsItIs() {
    IOException checked = new IOException("checked");
    IllegalStateException unchecked = new IllegalStateException("unchecked");

    assertThatThrownBy(
            () ->
                OwnRights.<String, IOException>apart(
                    () -> {
                      throw checked;
                    }))
        .isSameAs(checked);
    assertThatThrownBy(
            () ->
                OwnRights.<String, RuntimeException>apart(
                    () -> {
                      throw unchecked;
                    }))
        .isSameAs(unchecked);
  }
}
