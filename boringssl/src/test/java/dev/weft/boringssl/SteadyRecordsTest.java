package dev.weft.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that goes on makes no garbage, whatever the JVM's compilers make of it. */
class SteadyRecordsTest {
  private static final int RECORDS = 2_000;

  /** What is allocated once in a while by whatever: less than a byte a record. */
  private static final long SLACK = RECORDS - 1;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ByteBuffer plain = ByteBuffer.allocateDirect(16 * 1024);
  private final ByteBuffer wire = ByteBuffer.allocateDirect(17 * 1024);
  private final ByteBuffer[] one = {plain};

  @ParameterizedTest
  @ValueSource(ints = {1, 300, 2_000, 16 * 1024})
  void records_oneAfterTheOther_allocateNothing(int length) throws Exception {
    try (Pair pair = connected()) {
      carry(pair, length, 10);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      carry(pair, length, RECORDS);
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(SLACK);
    }
  }

  @Test
  void record_ofALengthBetween_isToldAsItIs() throws Exception {
    try (Pair pair = connected()) {
      carry(pair, 16 * 1024, 1);
      carry(pair, 5_000, 1);
      carry(pair, 16 * 1024, 1);
    }
  }

  private static Pair connected() throws Exception {
    BoringSslEngines engines = BoringSslEngines.load(NativeAccess.JDK);
    return Pair.of(engines, engines, true).connected();
  }

  private void carry(Pair pair, int length, int records) throws SSLException {
    SSLEngine from = pair.client.engine();
    SSLEngine to = pair.server.engine();
    int record = length + Outbound.OVERHEAD;
    for (int i = 0; i < records; i++) {
      plain.clear().limit(length);
      require(from.wrap(one, 0, 1, wire.clear()), length, record);
      require(to.unwrap(wire.flip(), one(), 0, 1), record, length);
    }
  }

  private ByteBuffer[] one() {
    plain.clear();
    return one;
  }

  /** Not by a library that makes garbage of its own. */
  private static void require(SSLEngineResult result, int consumed, int produced) {
    if (result.getStatus() != Status.OK
        || result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
        || result.bytesConsumed() != consumed
        || result.bytesProduced() != produced) {
      throw new AssertionError(result + " (expected: " + consumed + " and " + produced + ")");
    }
  }
}
