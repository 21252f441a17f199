package dev.weft.server.resources.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import dev.weft.core.json.JsonObject;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.resources.table.IncludeObject;
import dev.weft.server.resources.table.Representation;
import dev.weft.server.resources.table.Representation.Encoding;
import dev.weft.server.resources.table.Representation.Form;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final HttpResponseWriter out = HttpResponse.streaming();
  private final Watch watch =
      new Watch(
          out,
          ImmediateEventExecutor.INSTANCE,
          new Answers(
              Kinds.ALL.get(0),
              new Representation(Form.WHOLE, "v1", Encoding.JSON),
              IncludeObject.METADATA),
          InstantSource.fixed(Instant.EPOCH));

  private static WatchEvents.Event event(long revision) {
    return new WatchEvents.Event(
        revision, "ADDED", JsonObject.builder().put("revision", String.valueOf(revision)).build());
  }

  private List<String> lines() {
    AggregatedHttpResponse answer = out.aggregate().join();
    assertThat(answer.status().code()).isEqualTo(200);
    return answer.contentUtf8().lines().toList();
  }

  @Test
  void open_afterEventsWereTakenIn_tellsThemBehindTheHeaders() {
    watch.begin(List.of(event(1), event(2)));
    boolean keepsUp = watch.offer(event(3));

    watch.open();
    watch.end();

    assertThat(keepsUp).isTrue();
    assertThat(lines())
        .containsExactlyElementsOf(
            Stream.of("1", "2", "3")
                .map(it -> "{\"type\":\"ADDED\",\"object\":{\"revision\":\"" + it + "\"}}")
                .toList());
  }

  @Test
  void open_afterACut_isAnEmptyAnswer() {
    watch.begin(List.of(event(1)));
    watch.cut();

    watch.open();

    assertThat(watch.offer(event(2))).isFalse();
    assertThat(lines()).isEmpty();
  }

  @Test
  void offer_whatIsTooMuchToWait_isRefused() {
    for (int i = 0; i < Watch.MAX_WAITING; i++) {
      assertThat(watch.offer(event(i))).isTrue();
    }

    assertThat(watch.offer(event(Watch.MAX_WAITING))).isFalse();
  }
}
