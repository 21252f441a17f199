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
        public boolean isComplete() {
          return true;
        }

        @Override
        public boolean isTheirs(InetAddress address, SpiffeId identity) {
          return false;
        }

        @Override
        public boolean isAnothers(InetAddress address, SpiffeId identity) {
          return false;
        }

        @Override
        public List<Place> behind(InetAddress address, int port) {
          return List.of();
        }
      };

  /**
   * Whether all there is to know was known at some moment; until then nothing known says nothing.
   */
  boolean isComplete();

  /** Whether {@code address} is known to be that of a pod of {@code identity}, and of no other. */
  boolean isTheirs(InetAddress address, SpiffeId identity);

  /** Whether {@code address}, which means the same everywhere, is known to be somebody else's. */
  boolean isAnothers(InetAddress address, SpiffeId identity);

  /**
   * The places to which a connection to {@code address} and {@code port} may be led; empty when
   * nothing is known of that, and it is led nowhere else.
   */
  List<Place> behind(InetAddress address, int port);
}
