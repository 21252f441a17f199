package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A client that does what its standard input says, a line at a time: {@code open NAME PORT [KIND]}
 * (a blocking socket; or {@code selector}, {@code async}), {@code say NAME} (sends a few bytes and
 * reads them back), {@code close NAME}. It answers each line with {@code NUMBER ok} or {@code
 * NUMBER failed CLASS: MESSAGE}, numbered from 1.
 */
public final class ObedientClient {
  private static final byte[] WORDS = "are you there?".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Session> sessions = new HashMap<>();

  private ObedientClient() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    ObedientClient client = new ObedientClient();
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(number++ + " " + client.answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String[] command) {
    try {
      switch (command[0]) {
        case "open" ->
            sessions.put(
                command[1],
                open(Integer.parseInt(command[2]), command.length > 3 ? command[3] : ""));
        case "say" -> say(session(command[1]));
        case "close" -> session(command[1]).close();
        default -> throw new IOException("command: " + command[0]);
      }
      return "ok";
    } catch (Exception e) {
      return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private static Session open(int port, String kind) throws Exception {
    return switch (kind) {
      case "selector" -> new SelectorSession(port);
      case "async" -> new AsyncClient.AsyncSession(port);
      default -> new BlockingSession(new Socket(InetAddress.getLoopbackAddress(), port));
    };
  }

  private Session session(String name) throws IOException {
    Session session = sessions.get(name);
    if (session == null) {
      throw new IOException("connection: " + name + " (expected: one that was opened)");
    }
    return session;
  }

  private static void say(Session session) throws Exception {
    byte[] answer = session.exchange(WORDS);
    if (!Arrays.equals(answer, WORDS)) {
      throw new IOException("answer: " + answer.length + " bytes (expected: what was said)");
    }
  }

  private record BlockingSession(Socket socket) implements Session {
    @Override
    public byte[] exchange(byte[] message) throws IOException {
      socket.getOutputStream().write(message);
      byte[] answer = socket.getInputStream().readNBytes(message.length);
      if (answer.length < message.length) {
        throw new IOException("answer: ended after " + answer.length + " bytes");
      }
      return answer;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
