package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.IpBlock;
import dev.weft.core.policy.RequestFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An address, as it is or negated, with what an unknown address means. */
final class IpCheck extends Check {
  /** The addresses that rules look at. */
  enum Which {
    SOURCE,
    REMOTE,
    DESTINATION
  }

  private final Which which;
  private final IpBlock[] blocks;
  private final boolean wanted;
  private final boolean whenUnknown;

  IpCheck(Which which, List<String> values, boolean wanted, boolean whenUnknown) {
    this.which = which;
    this.blocks = new IpBlock[values.size()];
    for (int i = 0; i < blocks.length; i++) {
      IpBlock block = IpBlock.parse(values.get(i));
      if (block == null) {
        throw new IllegalArgumentException(
            "address: " + values.get(i) + " (expected: an IP address or CIDR range)");
      }
      blocks[i] = block;
    }
    this.wanted = wanted;
    this.whenUnknown = whenUnknown;
  }

  @Override
  boolean isOfConnection() {
    return which != Which.REMOTE;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    IpAddress address = address(connection, request);
    if (address == null) {
      return whenUnknown;
    }
    for (IpBlock block : blocks) {
      if (block.contains(address)) {
        return wanted;
      }
    }
    return !wanted;
  }

  private @Nullable IpAddress address(ConnectionFacts connection, @Nullable RequestFacts request) {
    if (which == Which.DESTINATION) {
      return connection.destinationIp();
    }
    IpAddress remote = which == Which.REMOTE && request != null ? request.remoteIp() : null;
    return remote == null ? connection.sourceIp() : remote;
  }

  @Override
  int cost() {
    return 3;
  }
}
