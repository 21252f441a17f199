package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/**
 * What one connection is to carry, and how.
 *
 * @param waiting how both ends wait
 * @param knowledge what the client's side knows of the server
 * @param chunks how the wire passes bytes on
 * @param client what the client says
 * @param server what the server says
 * @param piece how many bytes an end says, or hears, at once
 * @param chance the seed of what the wire leaves to chance
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Case(
    Waiting waiting,
    Mesh.Knowledge knowledge,
    Chunks chunks,
    byte[] client,
    byte[] server,
    int piece,
    long chance) {
  private static final int FEW = 1_500;
  private static final int MANY = 150_000;

  /** More than what either end sends before its application's first byte. */
  private static final int HANDSHAKE = 2_500;

  /** So many bytes are the same as others by no chance. */
  private static final int TELLING = 12;

  /** Any. */
  static Case draw(Random random) {
    Chunks chunks = one(Chunks.values(), random);
    int most = chunks == Chunks.SINGLE || random.nextBoolean() ? FEW : MANY;
    int piece = 1 + random.nextInt(random.nextBoolean() ? 50_000 : 500);
    return new Case(
        one(Waiting.values(), random),
        one(Mesh.Knowledge.values(), random),
        chunks,
        bytes(most, random),
        bytes(most, random),
        piece,
        random.nextLong());
  }

  static <T> T one(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static byte[] bytes(int most, Random random) {
    byte[] bytes = new byte[TELLING + (random.nextInt(8) == 0 ? 0 : random.nextInt(most))];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Of how many bytes on the wire one is harmed that carries {@code said}. */
  int span(byte[] said, Random random) {
    return random.nextBoolean() ? HANDSHAKE : HANDSHAKE + said.length;
  }

  /** The wire, before {@code server}. */
  HostileWire wire(InetSocketAddress server, Harm toServer, Harm toClient) throws IOException {
    return HostileWire.before(server, chunks, toServer, toClient, new Random(chance));
  }

  /** What the application said was on the wire if the connection is a plain one, and only then. */
  void assertSecret(Connection connection) {
    HostileWire wire = (HostileWire) Objects.requireNonNull(connection.wire());
    boolean plain = connection.client().socket() == null;
    assertThat(shows(wire.toServer, client)).as("%s", this).isEqualTo(plain);
    assertThat(shows(wire.toClient, server)).as("%s", this).isEqualTo(plain);
  }

  private static boolean shows(Passage passage, byte[] said) {
    byte[] part = Arrays.copyOf(said, Math.min(said.length, TELLING));
    return text(passage.seen()).contains(text(part));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "%s %s %s, the client says %d bytes, the server %d, %d at once"
        .formatted(waiting, knowledge, chunks, client.length, server.length, piece);
  }
}
