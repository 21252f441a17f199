package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import java.net.InetAddress;
import java.util.List;

/** What is known of addresses from elsewhere than leases. Safe for use by many threads. */
public interface AddressHolders {
  /** Nothing is. */
  AddressHolders NONE =
      new AddressHolders() {
        @Override
        public boolean isAnothers(InetAddress address, SpiffeId identity) {
          return false;
        }

        @Override
        public List<Place> behind(InetAddress address, int port) {
          return List.of();
        }
      };

  /** Whether {@code address}, which means the same everywhere, is known to be somebody else's. */
  boolean isAnothers(InetAddress address, SpiffeId identity);

  /**
   * The places to which a connection to {@code address} and {@code port} may be led; empty when
   * nothing is known of that, and it is led nowhere else.
   */
  List<Place> behind(InetAddress address, int port);
}
