package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends bytes over a blocking socket as it is told, and tells what came back. Each line of standard
 * input is a name, a port, a count of answers, and the bytes, with escapes for everything beyond
 * printable ASCII. A connection with a name stays open for later lines; {@code -} is one of its
 * own.
 */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Map<String, Connection> open = new HashMap<>();

  private RawHttp() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    RawHttp client = new RawHttp();
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(" ", 4);
        System.out.println(number++ + " " + client.exchange(parts));
      }
    }
  }

  private String exchange(String[] parts) {
    List<String> answers = new ArrayList<>();
    int port = Integer.parseInt(parts[1]);
    try {
      if (parts[0].equals("-")) {
        try (Connection connection = new Connection(port)) {
          connection.exchange(parts, answers);
        }
      } else {
        Connection connection = open.get(parts[0]);
        if (connection == null) {
          connection = new Connection(port);
          open.put(parts[0], connection);
        }
        connection.exchange(parts, answers);
      }
    } catch (IOException e) {
      answers.add("failed " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    return String.join(" | ", answers);
  }

  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final HttpAnswers input;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      input = new HttpAnswers(socket.getInputStream());
    }

    void exchange(String[] parts, List<String> answers) throws IOException {
      byte[] request = parts[3].translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(request);
      for (int i = Integer.parseInt(parts[2]); i > 0; i--) {
        answers.add(input.next());
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
