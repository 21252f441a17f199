package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A client that does what its standard input says, a line at a time: {@code open NAME PORT}, {@code
 * say NAME} (sends a few bytes and reads them back), {@code close NAME}. It answers each line with
 * {@code NUMBER ok} or {@code NUMBER failed CLASS: MESSAGE}, numbered from 1.
 */
public final class ObedientClient {
  private static final byte[] WORDS = "are you there?".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Socket> sockets = new HashMap<>();

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
        case "open" -> open(command[1], Integer.parseInt(command[2]));
        case "say" -> say(socket(command[1]));
        case "close" -> socket(command[1]).close();
        default -> throw new IOException("command: " + command[0]);
      }
      return "ok";
    } catch (IOException e) {
      return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private void open(String name, int port) throws IOException {
    sockets.put(name, new Socket(InetAddress.getLoopbackAddress(), port));
  }

  private Socket socket(String name) throws IOException {
    Socket socket = sockets.get(name);
    if (socket == null) {
      throw new IOException("connection: " + name + " (expected: one that was opened)");
    }
    return socket;
  }

  private static void say(Socket socket) throws IOException {
    socket.getOutputStream().write(WORDS);
    int count = socket.getInputStream().readNBytes(WORDS.length).length;
    if (count < WORDS.length) {
      throw new IOException("answer: ended after " + count + " bytes");
    }
  }
}
