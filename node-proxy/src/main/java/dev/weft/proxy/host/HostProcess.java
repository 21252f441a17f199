package dev.weft.proxy.host;

import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.netfilter.HostTable;
import dev.weft.proxy.settings.ProcessSpec;

/**
 * A captured program of this machine.
 *
 * @param captured whose it is
 * @param spec by what the kernel knows it
 * @param port where the proxy listens on loopback for what it opens
 */
record HostProcess(Captured captured, ProcessSpec spec, int port) {
  HostTable.Redirect redirect() {
    return new HostTable.Redirect(spec.match(), port);
  }
}
