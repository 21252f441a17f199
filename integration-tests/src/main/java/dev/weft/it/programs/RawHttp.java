package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends bytes over a blocking socket as it is told, and tells what came back. Each line of standard
 * input is a port, a count of answers, and the bytes, with escapes for everything beyond printable
 * ASCII; one connection for each line.
 */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(" ", 3);
        System.out.println(number++ + " " + exchange(parts));
      }
    }
  }

  private static String exchange(String[] parts) {
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[0]))) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] request = parts[2].translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(request);
      HttpAnswers input = new HttpAnswers(socket.getInputStream());
      for (int i = Integer.parseInt(parts[1]); i > 0; i--) {
        answers.add(input.next());
      }
    } catch (IOException e) {
      answers.add("failed " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    return String.join(" | ", answers);
  }
}
