package dev.weft.it.programs.contracts;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks what Netty's channels promise, on its epoll transport and on that of the JDK's sockets,
 * over connections to itself. Prints as {@link SocketContracts} does. Runs on 4.1 and on 4.2.
 */
public final class NettyContracts {
  private NettyContracts() {}

  /** Arguments: the beginnings of names of the checks to run; none for all. */
  public static void main(String[] args) throws InterruptedException {
    List<Check> chosen = new ArrayList<>();
    for (NettyTransport transport : NettyTransport.values()) {
      List<Check> all = new ArrayList<>(new NettyReading(transport).checks());
      all.addAll(new NettyWriting(transport).checks());
      all.addAll(new NettyEnding(transport).checks());
      all.addAll(new NettyConnecting(transport).checks());
      all.addAll(new NettyLoops(transport).checks());
      for (Check check : all) {
        if (args.length == 0 || List.of(args).stream().anyMatch(check.name()::startsWith)) {
          chosen.add(check);
        }
      }
    }
    Runner.run(chosen);
    System.out.println("done " + chosen.size());
    System.exit(0);
  }
}
