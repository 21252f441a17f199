package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port that the connection was made to. */
final class PortCheck extends Check {
  private final BitSet ports;

  PortCheck(BitSet ports) {
    this.ports = ports;
  }

  static PortCheck of(List<String> values) {
    BitSet ports = new BitSet();
    for (String value : values) {
      ports.set(Integer.parseInt(value));
    }
    return new PortCheck(ports);
  }

  @Override
  boolean isOfConnection() {
    return true;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return ports.get(connection.destinationPort());
  }

  @Override
  int cost() {
    return 1;
  }
}
