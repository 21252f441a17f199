package dev.weft.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentConnectionTest {
  @Test
  void enter_eventInsideOfAnother_isTheOuterOnesAgainAfterIt() {
    Object before = CurrentConnection.enter("outer");
    Object outer = CurrentConnection.enter("inner");

    assertThat(CurrentConnection.get()).isEqualTo("inner");
    CurrentConnection.leave(outer);
    assertThat(CurrentConnection.get()).isEqualTo("outer");
    CurrentConnection.leave(before);
    assertThat(CurrentConnection.get()).isNull();
  }

  @Test
  void enter_anotherThread_seesNothingOfIt() throws Exception {
    Object before = CurrentConnection.enter("here");
    List<String> seen = new ArrayList<>();
    Thread other = new Thread(() -> seen.add(String.valueOf(CurrentConnection.get())));
    other.start();
    other.join();
    CurrentConnection.leave(before);

    assertThat(seen).containsExactly("null");
  }
}
