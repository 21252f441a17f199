package dev.weft.server.resources.kubectl;

import com.sun.net.httpserver.HttpExchange;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.resources.select.FieldSelector;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.resources.table.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Tells a client of changes, for half a minute at most. */
record StandInWatch(StandInStore store, String prefix, FieldSelector fields, Answers answers) {
  private static final int ROUNDS = 100;
  private static final long ROUND_MILLIS = 300;

  void run(HttpExchange exchange, long from) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    long since = from;
    Tables.Headings headings = Tables.Headings.SHOWN;
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      for (int i = 0; i < ROUNDS; i++) {
        for (StandInStore.Change change : store.after(since, prefix, ROUND_MILLIS)) {
          since = change.version();
          if (fields.test(change.object())) {
            out.write(JsonWriter.writeBytes(event(change, headings)));
            out.write('\n');
            out.flush();
            headings = Tables.Headings.LEFT_OUT;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonObject event(StandInStore.Change change, Tables.Headings headings) {
    return JsonObject.builder()
        .put("type", change.type())
        .put("object", answers.of(change.object(), Instant.now(), headings))
        .build();
  }
}
