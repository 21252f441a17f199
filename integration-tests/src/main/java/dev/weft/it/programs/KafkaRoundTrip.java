package dev.weft.it.programs;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka producer, then a consumer that reads everything back. */
public final class KafkaRoundTrip {
  private static final int RECORDS = 500;
  private static final int SIZE = 1_000;
  private static final long DEADLINE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final TopicPartition TOPIC = new TopicPartition("wire", 0);

  private KafkaRoundTrip() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    String broker = "127.0.0.1:" + args[0];
    String sent = produce(broker, args[1]);
    String received = consume(broker);
    if (!sent.equals(received)) {
      throw new IOException("records: differ (expected: those that were sent)");
    }
    System.out.println("result records=" + RECORDS + " sha256=" + received);
  }

  private static String produce(String broker, String marker) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Map<String, Object> settings = Map.of("bootstrap.servers", broker, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      Future<RecordMetadata> last = null;
      for (int i = 0; i < RECORDS; i++) {
        byte[] value = Message.of(marker, i, SIZE);
        digest.update(value);
        last = producer.send(new ProducerRecord<>(TOPIC.topic(), TOPIC.partition(), null, value));
      }
      producer.flush();
      if (last != null) {
        last.get();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String consume(String broker) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Map<String, Object> settings = Map.of("bootstrap.servers", broker);
    long start = System.nanoTime();
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(TOPIC));
      consumer.seekToBeginning(List.of(TOPIC));
      while (count < RECORDS) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          digest.update(record.value());
          count++;
        }
        if (System.nanoTime() - start > DEADLINE_NANOS) {
          throw new IOException("records: " + count + " (expected: " + RECORDS + ")");
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
