package dev.weft.it.realprograms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The eyes of the other tests: what is on the wire must not escape them. */
class TrafficTest {
  private static final int CLIENT_FIRST = Integer.MAX_VALUE - 3;
  private static final byte[] HELLO = {22, 3, 1, 0, 2, 1, 7};
  private static final byte[] RECORD = {23, 3, 3, 0, 3, 'a', 'b', 'c'};

  private final Traffic traffic = new Traffic();

  @Test
  void text_inPiecesOutOfOrderAndTwice_isSeen() {
    open();
    toServer(3, "ker");
    toServer(0, "mar");
    toServer(0, "mark");

    assertThat(traffic.flows()).hasSize(1);
    assertThat(traffic.sawInTheClear("marker")).isTrue();
    assertThat(traffic.sawInTheClear("markers")).isFalse();
    assertThat(traffic.flows().get(0)).hasToString("10.0.0.1:7 -> 10.0.0.2:80 (6 and 0 bytes)");
  }

  @Test
  void text_inUtf16_isSeen() {
    open();
    toServer(0, "marker".getBytes(StandardCharsets.UTF_16LE));

    assertThat(traffic.sawInTheClear("marker")).isTrue();
  }

  @Test
  void text_inADatagram_isSeen() {
    byte[] frame = frame(17, 1, 7, 2, 80, 0, 0, "marker".getBytes(StandardCharsets.US_ASCII));
    traffic.add(frame);

    assertThat(traffic.sawInTheClear("marker")).isTrue();
  }

  @Test
  void recordsAlone_areTls() {
    open();
    toServer(0, HELLO);
    toServer(HELLO.length, RECORD);
    traffic.add(frame(6, 2, 80, 1, 7, 101, 16, RECORD));

    assertThat(traffic.flows()).allMatch(TcpFlow::isTls);
  }

  @Test
  void plaintextBehindRecords_isNoTls() {
    open();
    toServer(0, HELLO);
    toServer(HELLO.length, RECORD);
    toServer(HELLO.length + RECORD.length, "x");

    assertThat(traffic.flows()).noneMatch(TcpFlow::isTls);
  }

  @Test
  void plaintextOfTheServer_isNoTls() {
    open();
    toServer(0, HELLO);
    traffic.add(frame(6, 2, 80, 1, 7, 101, 16, "220 hello".getBytes(StandardCharsets.US_ASCII)));

    assertThat(traffic.flows()).noneMatch(TcpFlow::isTls);
  }

  @Test
  void refusal_isNoAnswerUnlessSomethingIsSaid() {
    open();
    toServer(0, "GET / HTTP/1.1");

    assertThat(traffic.flows()).noneMatch(TcpFlow::isAnswered);

    traffic.add(frame(6, 2, 80, 1, 7, 101, 16, "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII)));

    assertThat(traffic.flows()).allMatch(TcpFlow::isAnswered);
    assertThat(traffic.flows()).allMatch(flow -> flow.isOf("10.0.0.1"));
    assertThat(traffic.flows()).noneMatch(flow -> flow.isOf("10.0.0.2"));
  }

  @Test
  void samePortsAgain_areAnotherConnection() {
    open();
    toServer(0, HELLO);
    traffic.add(frame(6, 1, 7, 2, 80, 4_999, 2));
    traffic.add(frame(6, 2, 80, 1, 7, 6_999, 18));
    traffic.add(frame(6, 1, 7, 2, 80, 5_000, 16, RECORD));

    assertThat(traffic.flows()).hasSize(2);
    assertThat(traffic.flows().get(0).toServer().bytes()).isEqualTo(HELLO);
    assertThat(traffic.flows().get(1).toServer().bytes()).isEqualTo(RECORD);
  }

  @Test
  void bytesOfAConnectionThatNobodyOpened_areRefused() {
    byte[] frame = frame(6, 1, 7, 2, 80, 1, 16, RECORD);

    assertThatThrownBy(() -> traffic.add(frame)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void file_ofFrames_isRead(@TempDir Path folder) throws Exception {
    byte[] frame = frame(17, 1, 7, 2, 80, 0, 0, "marker".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer file = ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame);
    Path written = Files.write(folder.resolve("frames"), file.array());

    assertThat(Traffic.read(written).sawInTheClear("marker")).isTrue();
  }

  private void open() {
    traffic.add(frame(6, 1, 7, 2, 80, CLIENT_FIRST - 1, 2));
    traffic.add(frame(6, 1, 7, 2, 80, CLIENT_FIRST - 1, 2));
    traffic.add(frame(6, 2, 80, 1, 7, 100, 18));
  }

  private void toServer(int at, String text) {
    toServer(at, text.getBytes(StandardCharsets.US_ASCII));
  }

  private void toServer(int at, byte[] bytes) {
    traffic.add(frame(6, 1, 7, 2, 80, CLIENT_FIRST + at, 16, bytes));
  }

  /** A frame of Ethernet with IPv4 and 20 bytes of a TCP header, padded behind its end. */
  private static byte[] frame(
      int protocol, int from, int port, int to, int toPort, int sequence, int flags, byte... data) {
    ByteBuffer frame = ByteBuffer.allocate(14 + 40 + data.length + 4);
    frame.putShort(12, (short) 0x0800);
    frame.put(14, (byte) 0x45).putShort(16, (short) (40 + data.length)).put(23, (byte) protocol);
    frame.putInt(26, 10 << 24 | from).putInt(30, 10 << 24 | to);
    frame.putShort(34, (short) port).putShort(36, (short) toPort).putInt(38, sequence);
    frame.put(46, (byte) 0x50).put(47, (byte) flags);
    frame.position(54);
    frame.put(data);
    return frame.array();
  }
}
