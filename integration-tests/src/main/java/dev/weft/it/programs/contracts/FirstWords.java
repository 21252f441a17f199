package dev.weft.it.programs.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A server that greets its clients before they say anything, and then repeats one byte. */
public final class FirstWords {
  private FirstWords() {}

  /** Arguments: the kind of sockets, as {@link Transport} names it, and the port; 0 for any. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.valueOf(args[0]);
    try (Acceptor acceptor = transport.listen(Integer.parseInt(args[1]))) {
      Background<Boolean> unused = Background.run(() -> serve(acceptor));
      System.out.println("listening " + acceptor.address().getPort());
      while (System.in.read() >= 0) {
        // Only the end means something.
      }
    }
    System.exit(0);
  }

  private static void serve(Acceptor acceptor) throws IOException {
    while (true) {
      try (End client = acceptor.accept()) {
        client.write("hello".getBytes(StandardCharsets.US_ASCII));
        client.write(client.readExactly(1));
      } catch (IOException e) {
        System.out.println("failed " + e.getMessage());
      }
    }
  }
}
