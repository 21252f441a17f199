package dev.weft.enforcer.trace.grpc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The only stream of a connection, seen from the client. For one thread, which blocks. */
final class Stream {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** SETTINGS_HEADER_TABLE_SIZE 0 and SETTINGS_ENABLE_PUSH 0. */
  private static final byte[] SETTINGS = {0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0};

  private static final int SETTING = 6;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int ID = 1;

  private final DataInputStream in;
  private final OutputStream out;
  private final Answer answer = new Answer();
  private long connectionWindow = 65_535;
  private long streamWindow = 65_535;
  private long initialWindow = 65_535;
  private boolean ended;

  Stream(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in));
    this.out = new BufferedOutputStream(out, Frame.MAX_PAYLOAD + 64);
  }

  void open(byte[] headerBlock) throws IOException {
    out.write(PREFACE);
    new Frame(Frame.SETTINGS, 0, 0, SETTINGS).write(out);
    new Frame(Frame.HEADERS, Frame.END_HEADERS, ID, headerBlock).write(out);
  }

  /** Sends all there is to send, as fast as the server takes it, unless it has answered before. */
  void send(ByteBuffer body) throws IOException {
    while (body.hasRemaining() && !ended) {
      long room = Math.min(connectionWindow, streamWindow);
      if (room <= 0) {
        out.flush();
        take(Frame.read(in));
        continue;
      }
      int length = (int) Math.min(Math.min(room, body.remaining()), Frame.MAX_PAYLOAD);
      ByteBuffer piece = body.slice().limit(length);
      body.position(body.position() + length);
      connectionWindow -= length;
      streamWindow -= length;
      int flags = body.hasRemaining() ? 0 : Frame.END_STREAM;
      new Frame(Frame.DATA, flags, ID, piece).write(out);
    }
    out.flush();
  }

  CallStatus awaitStatus() throws IOException {
    while (!ended) {
      take(Frame.read(in));
    }
    return answer.status();
  }

  private void take(Frame frame) throws IOException {
    switch (frame.type()) {
      case Frame.HEADERS -> header(frame);
      case Frame.DATA -> {
        answer.data(frame.payload().remaining());
        ended = frame.has(Frame.END_STREAM);
      }
      case Frame.SETTINGS -> settings(frame);
      case Frame.WINDOW_UPDATE -> windowUpdate(frame);
      case Frame.PING -> acknowledge(frame, frame.payload());
      case Frame.RST_STREAM -> throw new IOException("answer: stream reset, code " + number(frame));
      case Frame.GOAWAY -> {
        if (number(frame) < ID) {
          throw new IOException("answer: the server goes away (expected: a status of gRPC)");
        }
      }
      case Frame.PUSH_PROMISE, Frame.CONTINUATION ->
          throw new IOException("answer: frame of type " + frame.type() + " (expected: none)");
      default -> {
        // RFC 9113 section 5.5: what is unknown is ignored.
      }
    }
  }

  private void header(Frame first) throws IOException {
    Frame last = first;
    answer.header(first.content(), first.has(Frame.END_HEADERS));
    while (!last.has(Frame.END_HEADERS)) {
      last = Frame.read(in);
      if (last.type() != Frame.CONTINUATION) {
        throw new IOException("answer: header ended early (expected: CONTINUATION)");
      }
      answer.header(last.payload(), last.has(Frame.END_HEADERS));
    }
    ended = first.has(Frame.END_STREAM);
  }

  private void settings(Frame frame) throws IOException {
    if (frame.has(Frame.ACK)) {
      return;
    }
    ByteBuffer settings = frame.payload();
    while (settings.remaining() >= SETTING) {
      int name = settings.getShort();
      long value = settings.getInt() & 0xffff_ffffL;
      if (name == INITIAL_WINDOW_SIZE) {
        streamWindow += value - initialWindow;
        initialWindow = value;
      }
    }
    acknowledge(frame, ByteBuffer.allocate(0));
  }

  private void acknowledge(Frame frame, ByteBuffer payload) throws IOException {
    if (!frame.has(Frame.ACK)) {
      new Frame(frame.type(), Frame.ACK, 0, payload).write(out);
      out.flush();
    }
  }

  private void windowUpdate(Frame frame) throws IOException {
    if (frame.stream() == 0) {
      connectionWindow += number(frame);
    } else {
      streamWindow += number(frame);
    }
  }

  private static int number(Frame frame) throws IOException {
    if (frame.payload().remaining() < Integer.BYTES) {
      throw new IOException("answer: frame too short (expected: HTTP/2)");
    }
    return frame.payload().getInt(frame.payload().position()) & Integer.MAX_VALUE;
  }
}
