package dev.weft.server.ca;

import dev.weft.server.settings.ListenAddress;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.GeneralName;

/** The host names and addresses that the server's certificate carries. */
public final class ServerNames {
  private ServerNames() {}

  /**
   * The names by which people may reach a server that listens on {@code listen}: always those of
   * the loopback interface; for a wildcard, every address and name of this machine.
   */
  public static List<GeneralName> of(ListenAddress listen) throws SocketException {
    Set<GeneralName> names = new LinkedHashSet<>();
    names.add(name("localhost"));
    names.add(name("127.0.0.1"));
    names.add(name("::1"));
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(listen.host());
    if (literal == null) {
      names.add(name(listen.host()));
    } else if (isWildcard(literal)) {
      names.addAll(ofThisMachine());
    } else {
      names.add(name(listen.host()));
    }
    return List.copyOf(names);
  }

  private static Set<GeneralName> ofThisMachine() throws SocketException {
    Set<GeneralName> names = new LinkedHashSet<>();
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLinkLocalAddress())
        .map(NetUtil::toAddressString)
        .map(ServerNames::name)
        .forEach(names::add);
    try {
      names.add(name(InetAddress.getLocalHost().getHostName()));
    } catch (UnknownHostException e) {
      // A machine without a resolvable name is reached by its addresses.
      return names;
    }
    return names;
  }

  private static boolean isWildcard(byte[] address) {
    for (byte part : address) {
      if (part != 0) {
        return false;
      }
    }
    return true;
  }

  private static GeneralName name(String host) {
    boolean literal = NetUtil.createByteArrayFromIpAddressString(host) != null;
    return new GeneralName(literal ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }
}
