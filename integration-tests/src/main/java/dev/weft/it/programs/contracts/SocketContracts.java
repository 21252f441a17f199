package dev.weft.it.programs.contracts;

import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the promises of the JDK's sockets over connections to itself. Prints {@code ok NAME} or
 * {@code FAILED NAME why} for each check, and {@code done} and their number at the end.
 */
public final class SocketContracts {
  private SocketContracts() {}

  /**
   * Arguments: the names, or beginnings of names, of the checks to run; none for all. The system
   * property {@code contracts.meshed} says whether what cannot be in the mesh has to fail. Prints
   * {@code selectors PROVIDER} before all else.
   */
  public static void main(String[] args) throws InterruptedException {
    System.out.println("selectors " + SelectorProvider.provider().getClass().getName());
    List<Check> chosen = new ArrayList<>();
    for (Check check : all()) {
      boolean named = args.length == 0;
      for (String arg : args) {
        named |= check.name().startsWith(arg);
      }
      if (named) {
        chosen.add(check);
      }
    }
    Runner.run(chosen);
    System.out.println("done " + chosen.size());
    System.exit(0);
  }

  private static List<Check> all() {
    List<Check> all = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      all.addAll(new Streams(transport, transport).checks());
    }
    all.addAll(new Streams(Transport.CHANNEL, Transport.ASYNC).checks());
    all.addAll(new Streams(Transport.SELECTOR, Transport.SOCKET).checks());
    all.addAll(Timeouts.checks());
    all.addAll(Closing.checks());
    all.addAll(ChannelClosing.checks());
    all.addAll(AsyncClosing.checks());
    all.addAll(AsyncReading.checks());
    all.addAll(Connecting.checks());
    all.addAll(Selecting.checks());
    all.addAll(SelectionEnds.checks());
    all.addAll(SelectorKeys.checks());
    all.addAll(Backpressure.checks());
    all.addAll(LastWords.checks());
    all.addAll(OneThread.checks());
    all.addAll(BeforeAccept.checks());
    all.addAll(Details.checks());
    all.addAll(Untouched.checks());
    all.addAll(Proxied.checks());
    all.addAll(OwnTls.checks());
    all.addAll(Http.checks());
    all.addAll(Load.checks());
    if (Runtime.version().feature() >= 21) {
      all.addAll(VirtualThreads.checks());
    }
    return all;
  }
}
