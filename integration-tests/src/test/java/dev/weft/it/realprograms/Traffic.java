package dev.weft.it.realprograms;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What passed on a network: its TCP connections, and all other frames. Not thread-safe. */
final class Traffic {
  private static final int MAX_FRAME = 1 << 17;
  private static final int ETHERNET = 14;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int ACK = 16;

  private final List<TcpFlow> flows = new ArrayList<>();
  private final List<byte[]> others = new ArrayList<>();
  private final Map<String, TcpStream> streams = new HashMap<>();
  private final Map<String, TcpStream> opened = new HashMap<>();

  /** Reads what {@code capture.py} has written. */
  static Traffic read(Path file) throws IOException {
    Traffic traffic = new Traffic();
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(bytes))) {
      byte[] length = new byte[Integer.BYTES];
      while (in.readNBytes(length, 0, length.length) == length.length) {
        int size = ByteBuffer.wrap(length).getInt();
        if (size < 0 || size > MAX_FRAME) {
          throw new IOException(
              "frame: %d bytes (expected: at most %d)".formatted(size, MAX_FRAME));
        }
        byte[] frame = new byte[size];
        in.readFully(frame);
        traffic.add(frame);
      }
    }
    return traffic;
  }

  /** The connections, in the order in which they were answered. */
  List<TcpFlow> flows() {
    return flows;
  }

  /** Whether {@code text} was said in any connection, or in a frame that is not of TCP. */
  boolean sawInTheClear(String text) {
    return flows.stream()
            .anyMatch(flow -> flow.toServer().contains(text) || flow.toClient().contains(text))
        || others.stream().anyMatch(frame -> TcpStream.contains(frame, frame.length, text));
  }

  /** Adds a frame of Ethernet. */
  void add(byte[] frame) {
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    int type = frame.length < ETHERNET ? 0 : buffer.getShort(12) & 0xffff;
    if (type == IPV4 && frame[ETHERNET + 9] == TCP) {
      int header = (frame[ETHERNET] & 15) * 4;
      int end = ETHERNET + (buffer.getShort(ETHERNET + 2) & 0xffff);
      segment(frame, buffer, ETHERNET + 12, 4, ETHERNET + header, end);
    } else if (type == IPV6 && frame[ETHERNET + 6] == TCP) {
      int end = ETHERNET + 40 + (buffer.getShort(ETHERNET + 4) & 0xffff);
      segment(frame, buffer, ETHERNET + 8, 16, ETHERNET + 40, end);
    } else {
      others.add(frame);
    }
  }

  private void segment(byte[] bytes, ByteBuffer frame, int addresses, int width, int tcp, int end) {
    String from = place(frame, addresses, width, tcp);
    String to = place(frame, addresses + width, width, tcp + 2);
    int sequence = frame.getInt(tcp + 4);
    int flags = frame.get(tcp + 13);
    int data = tcp + (frame.get(tcp + 12) >> 4 & 15) * 4;
    String way = from + " " + to;
    if ((flags & SYN) != 0) {
      open(from, to, sequence + 1, (flags & ACK) != 0);
    } else if (end > data) {
      TcpStream stream = streams.get(way);
      if (stream == null) {
        throw new IllegalStateException(way + ": bytes (expected: an opened connection)");
      }
      stream.put(sequence, bytes, data, end - data);
    }
  }

  /** A SYN of the client, or with an acknowledgement that of the server; either may come twice. */
  private void open(String from, String to, int first, boolean answer) {
    String way = from + " " + to;
    String back = to + " " + from;
    TcpStream before = streams.get(way);
    if (before != null && before.first() == first) {
      return;
    }
    TcpStream stream = new TcpStream(first);
    streams.put(way, stream);
    if (!answer) {
      opened.put(way, stream);
      return;
    }
    TcpStream toServer = opened.remove(back);
    if (toServer == null) {
      throw new IllegalStateException(way + ": answered (expected: opened before)");
    }
    flows.add(new TcpFlow(to, from, toServer, stream));
  }

  private static String place(ByteBuffer frame, int address, int width, int port) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < width; i++) {
      text.append(i == 0 ? "" : ".").append(frame.get(address + i) & 0xff);
    }
    return text.append(':').append(frame.getShort(port) & 0xffff).toString();
  }
}
