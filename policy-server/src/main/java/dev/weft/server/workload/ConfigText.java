package dev.weft.server.workload;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A config in JSON, in pieces that other configs may share. What is long is sent piece by piece, as
 * the connection takes it, so that a thousand slow readers do not hold a thousand copies.
 *
 * @param pieces the text in UTF-8; not to be changed
 * @param length the length of all pieces, in bytes
 */
record ConfigText(List<byte[]> pieces, int length) {
  private static final int SLICE = 32 * 1024;

  static ConfigText of(List<byte[]> pieces) {
    int length = 0;
    for (byte[] piece : pieces) {
      length = Math.addExact(length, piece.length);
    }
    return length <= SLICE
        ? new ConfigText(List.of(joined(pieces, length)), length)
        : new ConfigText(List.copyOf(pieces), length);
  }

  HttpResponse response() {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JSON)
            .set("cache-control", "no-store")
            .contentLength(length)
            .build();
    if (pieces.size() == 1 && length <= SLICE) {
      return HttpResponse.of(headers, HttpData.wrap(pieces.get(0)));
    }
    List<HttpData> slices = new ArrayList<>();
    for (byte[] piece : pieces) {
      for (int from = 0; from < piece.length; from += SLICE) {
        slices.add(HttpData.wrap(piece, from, Math.min(SLICE, piece.length - from)));
      }
    }
    return HttpResponse.of(headers, StreamMessage.of(slices.toArray(new HttpData[0])));
  }

  private static byte[] joined(List<byte[]> pieces, int length) {
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
