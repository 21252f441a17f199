package dev.weft.server.kubernetes.api;

import dev.weft.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Keeps what it is told, and lets tests wait for it. */
final class RecordingSink implements ObjectSink<String> {
  private final Map<ObjectName, String> known = new HashMap<>();
  private int lists;

  /** Keeps the member {@code value} of each object; one without is malformed. */
  static String read(JsonObject object) {
    String value = object.string("value");
    if (value == null) {
      throw new IllegalArgumentException("value: missing (expected: a text)");
    }
    return value;
  }

  @Override
  public synchronized void replace(Map<ObjectName, String> all) {
    known.clear();
    known.putAll(all);
    lists++;
    notifyAll();
  }

  @Override
  public synchronized void put(ObjectName name, String object) {
    known.put(name, object);
    notifyAll();
  }

  @Override
  public synchronized void remove(ObjectName name) {
    known.remove(name);
    notifyAll();
  }

  synchronized int lists() {
    return lists;
  }

  /** As {@code a/x=1 b/y=2}. */
  synchronized String text() {
    TreeSet<String> sorted = new TreeSet<>();
    known.forEach((name, value) -> sorted.add(name + "=" + value));
    return String.join(" ", sorted);
  }

  void await(String expected) throws InterruptedException {
    await(it -> it.text().equals(expected));
  }

  synchronized void await(Predicate<RecordingSink> expected) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!expected.test(this)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        String now = text();
        throw new AssertionError(
            "not in time; known: " + now.substring(0, Math.min(500, now.length())));
      }
      wait(left);
    }
  }

  synchronized int size() {
    return known.size();
  }
}
