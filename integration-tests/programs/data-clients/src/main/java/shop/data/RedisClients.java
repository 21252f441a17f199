package shop.data;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * Jedis on blocking sockets and Lettuce on Netty: single commands, many in a row without waiting, a
 * read that blocks, and a message to a subscriber.
 */
public final class RedisClients {
  private static final int COMMANDS = 5_000;

  private RedisClients() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    System.out.println("result jedis=" + jedis(port) + " lettuce=" + lettuce(port));
  }

  private static String jedis(int port) {
    try (JedisPool pool = new JedisPool("127.0.0.1", port);
        Jedis one = pool.getResource();
        Jedis other = pool.getResource()) {
      one.set("plain", "order");
      Response<Long> last;
      try (Pipeline pipeline = one.pipelined()) {
        last = pipeline.del("counter");
        for (int i = 0; i < COMMANDS; i++) {
          last = pipeline.incr("counter");
        }
        pipeline.sync();
      }
      other.rpush("queue", "waited for");
      return other.get("plain") + "," + last.get() + "," + one.blpop(30, "queue");
    }
  }

  private static String lettuce(int port) throws Exception {
    RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
    try (StatefulRedisConnection<String, String> connection = client.connect();
        StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub()) {
      CompletableFuture<String> told = new CompletableFuture<>();
      subscriber.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
              told.complete(message);
            }
          });
      subscriber.sync().subscribe("news");
      List<RedisFuture<?>> sent = new ArrayList<>();
      for (int i = 0; i < COMMANDS; i++) {
        sent.add(connection.async().set("key" + i, "value" + i));
      }
      boolean all =
          LettuceFutures.awaitAll(Duration.ofSeconds(30), sent.toArray(new RedisFuture<?>[0]));
      connection.sync().publish("news", "told");
      return all
          + ","
          + connection.sync().get("key" + (COMMANDS - 1))
          + ","
          + told.get(30, TimeUnit.SECONDS);
    } finally {
      client.shutdown();
    }
  }
}
